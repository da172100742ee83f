namespace Webhooks.Office.Word;

/// <summary>A Word document: a title with what stands below it, a table of contents, and blocks.</summary>
public sealed record WordReport
{
    public required DocumentProperties Properties { get; init; }

    public required string Title { get; init; }

    public required string Subtitle { get; init; }

    /// <summary>In the header of each page.</summary>
    public required string Header { get; init; }

    /// <summary>In the footer of each page, beside the page's number.</summary>
    public required string Footer { get; init; }

    /// <summary>Of the first three levels.</summary>
    public bool HasContents { get; init; } = true;

    public required IReadOnlyList<WordBlock> Blocks { get; init; }
}
