namespace Webhooks.Office.Tables;

/// <summary>A table with one header row. A total row is made by whoever writes it, of the columns that have one.</summary>
public sealed record DataTable
{
    /// <summary>Unique in a document; letters, digits and underscores, beginning with a letter: Excel's name of it.</summary>
    public required string Name { get; init; }

    /// <summary>Above it; null when a heading says it.</summary>
    public string? Caption { get; init; }

    /// <summary>What somebody who does not see it is told of it.</summary>
    public required string AltText { get; init; }

    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>As many cells a row as there are columns.</summary>
    public required IReadOnlyList<IReadOnlyList<Cell>> Rows { get; init; }
}
