namespace Webhooks.Office.Charts;

/// <summary>A native chart with its numbers. At least one category and one series; each series has a value for every category.</summary>
public sealed record Chart
{
    public required ChartKind Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>What somebody who does not see it is told: the numbers that matter, not that it is a chart.</summary>
    public required string AltText { get; init; }

    /// <summary>Foreign text is fine: it is shown as text.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Excel's code, for axis and labels.</summary>
    public string NumberFormat { get; init; } = "#,##0";

    /// <summary>Null when the title says it.</summary>
    public string? ValueTitle { get; init; }
}
