namespace Webhooks.Office.Tables;

public sealed record Column
{
    public required string Header { get; init; }

    public required ColumnKind Kind { get; init; }

    /// <summary>Share of the width, compared with the other columns.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The last row is the sum of this column; checked when it is written.</summary>
    public bool HasTotal { get; init; }
}
