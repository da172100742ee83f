using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.Excel;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using Xdr = DocumentFormat.OpenXml.Drawing.Spreadsheet;

namespace Webhooks.Office.Tests.Excel;

public sealed class SheetChartTests : IDisposable
{
    private readonly OpenedWorkbook opened = new(WorkbookWriter.Write(SampleWorkbook.Week()));

    [Fact]
    public void A_chart_shows_what_the_cells_of_its_table_hold()
    {
        var references = Charts().SelectMany(chart => chart.ChartSpace.Descendants<C.Formula>()).ToList();

        Assert.Equal(["Summary!$B$25", "Summary!$A$26:$A$30", "Summary!$B$26:$B$30"], references.Take(3).Select(reference => reference.Text));
        Assert.Contains("'Bob''s costs'!$C$22:$C$28", references.Select(reference => reference.Text));
        Assert.All(references, reference => Assert.Equal(reference.Parent!.Descendants<C.NumericValue>().Select(value => value.Text), opened.Range(reference.Text)));
    }

    [Fact]
    public void Somebody_who_does_not_see_a_chart_is_told_of_it()
    {
        var told = opened.Sheet("Summary").DrawingsPart!.WorksheetDrawing.Descendants<Xdr.NonVisualDrawingProperties>().Select(frame => frame.Description!.Value);

        Assert.Equal(["Most commits on Tuesday: 17.", "App Service costs most: EUR 700."], told);
    }

    [Theory]
    [InlineData("Summary")]
    [InlineData("Bob's costs")]
    public void Nothing_stands_on_anything_else(string name)
    {
        const int RowPixels = 20;
        const int EmuPerPixel = 9525;
        var filled = opened.Cells(name).Select(cell => int.Parse(cell.CellReference!.Value![1..])).ToHashSet();
        var frames = opened.Sheet(name).DrawingsPart!.WorksheetDrawing.Elements<Xdr.OneCellAnchor>().Select(anchor =>
        {
            var first = int.Parse(anchor.FromMarker!.RowId!.Text) + 1;
            var left = Left(name, int.Parse(anchor.FromMarker.ColumnId!.Text)) + (int.Parse(anchor.FromMarker.ColumnOffset!.Text) / EmuPerPixel);
            return (First: first, Last: first + (int)(anchor.Extent!.Cy! / EmuPerPixel / RowPixels) - 1, Left: left, Right: left + (int)(anchor.Extent.Cx! / EmuPerPixel));
        }).ToList();

        Assert.All(frames, frame => Assert.DoesNotContain(filled, row => row >= frame.First && row <= frame.Last));
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.True(pair.First.Last < pair.Second.First || pair.First.Right < pair.Second.Left));
        var tables = opened.Sheet(name).TableDefinitionParts.Select(part => part.Table.Reference!.Value!.Split(':').Select(end => int.Parse(end[1..])).ToArray()).OrderBy(rows => rows[0]).ToList();
        Assert.All(tables.Zip(tables.Skip(1)), pair => Assert.True(pair.First[1] < pair.Second[0] - 1));
    }

    public void Dispose() => opened.Dispose();

    private IEnumerable<ChartPart> Charts() =>
        opened.SheetNames.Select(opened.Sheet).Where(sheet => sheet.DrawingsPart is not null)
            .SelectMany(sheet => sheet.DrawingsPart!.ChartParts.OrderBy(chart => sheet.DrawingsPart.GetIdOfPart(chart), StringComparer.Ordinal));

    private int Left(string sheet, int column) =>
        opened.Sheet(sheet).Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Column>().Take(column).Sum(width => (int)((width.Width! * 7) + 5));
}
