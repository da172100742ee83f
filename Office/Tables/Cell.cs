namespace Webhooks.Office.Tables;

/// <summary>A typed value of a table. Text is foreign text: shown as it is, never a formula and never markup.</summary>
public abstract record Cell
{
    private Cell()
    {
    }

    public static Cell Empty { get; } = new Text("");

    public sealed record Text(string Value) : Cell;

    public sealed record Number(decimal Value) : Cell;

    public sealed record Day(DateOnly Value) : Cell;

    /// <summary>Written in the offset that it has; Excel knows no zones.</summary>
    public sealed record Moment(DateTimeOffset Value) : Cell;

    /// <summary>Only https becomes a link, the rest stays text.</summary>
    public sealed record Link(string Value, Uri Address) : Cell;
}
