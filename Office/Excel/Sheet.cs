using Webhooks.Office.Tables;

namespace Webhooks.Office.Excel;

/// <summary>
/// A sheet: heading, figures, charts and tables below each other. One that is a single table and nothing else has its header in the first
/// row, frozen.
/// </summary>
public sealed record Sheet
{
    /// <summary>At most 31 characters, unique in the workbook.</summary>
    public required string Name { get; init; }

    public string? Heading { get; init; }

    public IReadOnlyList<KeyFigure> Figures { get; init; } = [];

    public IReadOnlyList<DataTable> Tables { get; init; } = [];

    public IReadOnlyList<SheetChart> Charts { get; init; } = [];
}
