using DocumentFormat.OpenXml.Wordprocessing;
using Webhooks.Office.Tables;
using Webhooks.Office.Word;
using Column = Webhooks.Office.Tables.Column;

namespace Webhooks.Office.Tests.Word;

public sealed class WordTableTests
{
    [Fact]
    public void Each_page_repeats_the_header_and_no_row_is_split()
    {
        using var file = Of(WordSamples.Costs);
        var rows = file.Body.Descendants<TableRow>().ToList();

        Assert.Equal([true, false, false, false, false], rows.Select(row => row.Descendants<TableHeader>().Any()));
        Assert.All(rows, row => Assert.NotEmpty(row.Descendants<CantSplit>()));
    }

    [Fact]
    public void A_row_that_may_be_taller_than_a_page_may_be_split()
    {
        using var file = Of(WordSamples.Costs with { Rows = [[new Cell.Text(new string('x', 5000)), new Cell.Number(1), new Cell.Number(1)]] });

        Assert.Empty(file.Body.Descendants<TableRow>().ElementAt(1).Descendants<CantSplit>());
    }

    [Fact]
    public void It_has_a_title_and_says_what_is_in_it()
    {
        using var file = Of(WordSamples.Costs);

        Assert.Equal("Cost by service", file.Body.Descendants<TableCaption>().Single().Val!.Value);
        Assert.Equal(WordSamples.Costs.AltText, file.Body.Descendants<TableDescription>().Single().Val!.Value);
        Assert.Equal("Cost by service", Assert.Single(file.Texts(WordStyles.Caption)));
    }

    [Fact]
    public void Values_are_set_by_their_kind_and_totals_are_summed()
    {
        using var file = Of(WordSamples.Costs);

        Assert.Equal(
            [["Service", "Share", "Cost (EUR)"], ["App Service", "65.9\u00A0%", "204.50"], ["Storage", "25.8\u00A0%", "80.00"], ["Key Vault", "8.3\u00A0%", "26.00"], ["Total", "", "310.50"]],
            Cells(file));
        var cells = file.Body.Descendants<TableRow>().ElementAt(1).Elements<TableCell>();
        Assert.Equal([false, true, true], cells.Select(cell => cell.Descendants<Justification>().Any(side => side.Val?.Value == JustificationValues.Right)));
    }

    [Fact]
    public void Days_moments_and_counts_are_written_in_one_way()
    {
        using var file = Of(new DataTable
        {
            Name = "T",
            AltText = "t",
            Columns = [Column("D", ColumnKind.Day), Column("M", ColumnKind.Moment), Column("C", ColumnKind.Count), Column("T", ColumnKind.Text)],
            Rows =
            [
                [new Cell.Day(new DateOnly(2028, 2, 29)), new Cell.Moment(new DateTimeOffset(2026, 3, 29, 3, 0, 0, TimeSpan.FromHours(2))), new Cell.Number(-1204), new Cell.Number(1.5m)],
            ],
        });

        Assert.Equal(["2028-02-29", "2026-03-29 03:00", "-1,204", "1.5"], Cells(file)[1]);
    }

    [Fact]
    public void One_without_rows_says_so_and_has_no_total()
    {
        using var file = Of(WordSamples.Nothing);

        Assert.Equal([["Service", "Failed"], ["None"]], Cells(file));
        Assert.Empty(file.Errors);
    }

    [Fact]
    public void Only_https_becomes_a_link()
    {
        using var file = Of(new DataTable
        {
            Name = "T",
            AltText = "t",
            Columns = [Column("A", ColumnKind.Text)],
            Rows = [[new Cell.Link("good", new Uri("https://example.com/"))], [new Cell.Link("bad", new Uri("file:///etc/passwd"))], [new Cell.Link("plain", new Uri("http://example.com/"))]],
        });

        Assert.Equal(["https://example.com/"], file.Addresses);
        Assert.Equal("good", Assert.Single(file.Body.Descendants<Hyperlink>()).InnerText);
    }

    [Fact]
    public void The_widths_of_columns_fill_the_page()
    {
        using var file = Of(WordSamples.Commits(3));
        var widths = file.Body.Descendants<GridColumn>().Select(column => int.Parse(column.Width!.Value!)).ToList();

        Assert.Equal(WordPage.TextWidth, widths.Sum());
        Assert.All(widths, width => Assert.True(width > 400));
        Assert.Equal(1, widths.IndexOf(widths.Max()));
    }

    [Fact]
    public void Forty_columns_still_fit_the_page()
    {
        using var file = Of(new DataTable
        {
            Name = "T",
            AltText = "t",
            Columns = [.. Enumerable.Range(0, 40).Select(at => Column($"Column {at}", ColumnKind.Money))],
            Rows = [[.. Enumerable.Repeat<Cell>(new Cell.Number(123456.78m), 40)]],
        });

        Assert.Equal(WordPage.TextWidth, file.Body.Descendants<GridColumn>().Sum(column => int.Parse(column.Width!.Value!)));
        Assert.Empty(file.Errors);
    }

    [Fact]
    public void A_row_of_another_length_is_a_mistake_that_names_the_table_and_the_row()
    {
        var table = WordSamples.Costs with { Rows = [.. WordSamples.Costs.Rows, [new Cell.Text("short")]] };

        Assert.Equal("Row 4 of the table 'Costs' has 1 cells for 3 columns. (Parameter 'table')", Assert.Throws<ArgumentException>(() => Of(table)).Message);
    }

    private static Column Column(string header, ColumnKind kind) => new() { Header = header, Kind = kind };

    private static WordFile Of(DataTable table) => new(WordSamples.Report(new WordBlock.Table(table)));

    private static List<List<string>> Cells(WordFile file) =>
        [.. file.Body.Descendants<TableRow>().Select(row => row.Elements<TableCell>().Select(cell => cell.InnerText).ToList())];
}
