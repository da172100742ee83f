namespace Webhooks.Office.Excel;

public sealed record Workbook
{
    public required DocumentProperties Properties { get; init; }

    public required IReadOnlyList<Sheet> Sheets { get; init; }
}
