using DocumentFormat.OpenXml.Spreadsheet;
using Webhooks.Office.Excel;

namespace Webhooks.Office.Tests.Excel;

public sealed class SheetTableTests : IDisposable
{
    private readonly OpenedWorkbook opened = new(WorkbookWriter.Write(SampleWorkbook.Week()));

    [Fact]
    public void A_table_filters_its_data_and_not_its_totals()
    {
        var table = opened.Table("Commits");

        Assert.Equal(("A1:J62", "A1:J61", 1u), (table.Reference!.Value, table.AutoFilter!.Reference!.Value, table.TotalsRowCount!.Value));
        Assert.Equal("Webhooks", table.TableStyleInfo!.Name!.Value);
    }

    [Fact]
    public void An_empty_table_has_one_row_without_values()
    {
        var table = opened.Table("Tickets");

        Assert.Equal(("A1:C3", "A1:C2"), (table.Reference!.Value, table.AutoFilter!.Reference!.Value));
        Assert.Equal("", opened.Text("Tickets", "A2"));
        Assert.Equal(0, opened.Number("Tickets", "C3"));
    }

    [Fact]
    public void The_names_of_columns_are_their_headers()
    {
        foreach (var name in (string[])["Days", "Services", "Costs"])
        {
            var table = opened.Table(name);
            var header = table.Reference!.Value!.Split(':')[0];
            var sheet = name == "Costs" ? "Bob's costs" : "Summary";
            Assert.All(table.TableColumns!.Elements<TableColumn>().Index(), column =>
                Assert.Equal(column.Item.Name!.Value, opened.Text(sheet, $"{(char)(header[0] + column.Index)}{header[1..]}")));
        }
    }

    [Fact]
    public void Only_totals_are_formulas_and_they_hold_their_sums()
    {
        var formulas = opened.SheetNames.SelectMany(sheet => opened.Cells(sheet).Where(cell => cell.CellFormula is not null)).ToList();

        Assert.Equal(
            [
                "SUBTOTAL(109,Days[Commits])", "SUBTOTAL(109,Days[Tickets])", "SUBTOTAL(109,Services[Cost (EUR)])", "SUBTOTAL(109,Commits[Files])",
                "SUBTOTAL(109,Commits[Added])", "SUBTOTAL(109,Commits[Removed])", "SUBTOTAL(109,Tickets[Points])", "SUBTOTAL(109,Costs[App Service])",
                "SUBTOTAL(109,Costs[SQL '[EUR']])", "SUBTOTAL(109,Costs[Storage])",
            ],
            formulas.Select(cell => cell.CellFormula!.Text));
        Assert.Equal(["60", "15", "1310.50"], formulas.Take(3).Select(cell => cell.CellValue!.Text));
    }

    [Fact]
    public void The_row_of_totals_says_that_it_is_one()
    {
        var columns = opened.Table("Services").TableColumns!.Elements<TableColumn>().ToList();

        Assert.Equal("Total", columns[0].TotalsRowLabel!.Value);
        Assert.Equal(TotalsRowFunctionValues.Sum, columns[1].TotalsRowFunction!.Value);
        Assert.Null(columns[2].TotalsRowFunction);
    }

    [Fact]
    public void Somebody_who_does_not_see_a_table_is_told_of_it() =>
        Assert.Contains("altTextSummary=\"Three services with their cost.\"", opened.Table("Services").OuterXml, StringComparison.Ordinal);

    public void Dispose() => opened.Dispose();
}
