namespace Webhooks.Activities.Documents;

/// <summary>
/// A file for people. Folder and name are its place: a file that is there is replaced. So what makes <see cref="Key"/> belongs into the name,
/// and two keys never share a place. Temporal takes two megabytes of arguments; what is larger is saved to the backup and uploaded from there
/// by its key.
/// </summary>
public sealed record DocumentFile
{
    /// <summary>Parts separated by slashes: <c>Daily Reports/2026-03</c>. Created when it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>With extension. What a document store does not take is replaced.</summary>
    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Content { get; init; }

    /// <summary>The same for the same document, whenever and however often it is written.</summary>
    public required string Key { get; init; }
}
