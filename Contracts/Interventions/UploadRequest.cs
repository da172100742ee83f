namespace Webhooks.Contracts.Interventions;

/// <summary>A file that the document store did not take, and that is kept in the local backup until a person decides.</summary>
public sealed record UploadRequest
{
    /// <summary>Key of the file, and of its backup: a newer version has the same one.</summary>
    public required string Key { get; init; }

    /// <summary>Where it was to stand in the document store.</summary>
    public required string Folder { get; init; }

    public required string Name { get; init; }

    /// <summary>Name of the failure, such as <c>unavailable</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Id of the workflow that could not upload it.</summary>
    public required string AskedBy { get; init; }
}
