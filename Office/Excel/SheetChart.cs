using Webhooks.Office.Charts;

namespace Webhooks.Office.Excel;

/// <summary>A chart over the columns of a table of the same workbook; it changes with its cells.</summary>
public sealed record SheetChart
{
    public required ChartKind Kind { get; init; }

    public required string Title { get; init; }

    public required string AltText { get; init; }

    /// <summary>Name of the table; it has at least one row.</summary>
    public required string Table { get; init; }

    /// <summary>Headers of columns of it.</summary>
    public required string CategoryColumn { get; init; }

    public required IReadOnlyList<string> ValueColumns { get; init; }
}
