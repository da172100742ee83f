namespace Webhooks.Office.Excel;

/// <summary>Cards beside each other, one a column, three rows high.</summary>
internal sealed record PlacedFigures(IReadOnlyList<KeyFigure> Figures, int Row)
{
    public const int Rows = 3;
}
