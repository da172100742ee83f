namespace Webhooks.Office.Excel;

/// <summary>A chart and where it stands, in pixels of 9,525 EMU from the sheet's left edge and from the top of a row.</summary>
internal sealed record PlacedChart(SheetChart Chart, int Row, int Left, int Width, int Height);
