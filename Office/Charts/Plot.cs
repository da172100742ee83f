namespace Webhooks.Office.Charts;

/// <summary>What a chart part shows: references to cells of a workbook, and what those cells hold, for readers that do not open it.</summary>
internal sealed record Plot
{
    public required ChartKind Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>Of axis and labels.</summary>
    public required string NumberFormat { get; init; }

    public string? ValueTitle { get; init; }

    /// <summary>A range such as <c>Sheet1!$A$2:$A$8</c>.</summary>
    public required string CategoryFormula { get; init; }

    /// <summary>As the cells show them.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Serial numbers of days, when the cells hold days and not text; as many as <see cref="Categories"/>.</summary>
    public IReadOnlyList<decimal>? Days { get; init; }

    public required IReadOnlyList<PlotSeries> Series { get; init; }

    /// <summary>Relationship to the workbook behind the chart; null when it is the one that the chart stands in.</summary>
    public string? WorkbookId { get; init; }

    /// <summary>Columns on top of each other. A single series is none, and gets its labels above the columns.</summary>
    public bool IsStacked => Kind == ChartKind.StackedColumn && Series.Count > 1;
}
