namespace Webhooks.Office.Charts;

public enum ChartKind
{
    /// <summary>Upright, series side by side.</summary>
    Column,

    /// <summary>Upright, series on top of each other.</summary>
    StackedColumn,

    /// <summary>Lying: for long names.</summary>
    Bar,

    Line,
}
