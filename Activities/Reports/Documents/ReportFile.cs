namespace Webhooks.Activities.Reports.Documents;

/// <summary>A document of an edition, in its folder, and its place in the document store.</summary>
public sealed record ReportFile
{
    /// <summary>With extension.</summary>
    public required string Name { get; init; }

    /// <summary>In the document store, such as <c>Daily Reports/2026-11</c>.</summary>
    public required string Folder { get; init; }

    public required string ContentType { get; init; }

    /// <summary>The same for the same document of the same edition.</summary>
    public required string Key { get; init; }

    /// <summary>Below the folder of reports.</summary>
    public required string Source { get; init; }

    public required long Length { get; init; }

    /// <summary>64 lower-case hex digits.</summary>
    public required string Sha256 { get; init; }
}
