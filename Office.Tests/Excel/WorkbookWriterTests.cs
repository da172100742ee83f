using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Webhooks.Office.Excel;
using Webhooks.Office.Tables;
using Cell = Webhooks.Office.Tables.Cell;
using Column = Webhooks.Office.Tables.Column;
using Sheet = Webhooks.Office.Excel.Sheet;
using Workbook = Webhooks.Office.Excel.Workbook;

namespace Webhooks.Office.Tests.Excel;

public sealed class WorkbookWriterTests
{
    [Fact]
    public void A_week_is_a_valid_workbook()
    {
        using var opened = new OpenedWorkbook(WorkbookWriter.Write(SampleWorkbook.Week()));

        Assert.Empty(opened.Mistakes());
        Assert.Equal(["Summary", "Commits", "Tickets", "Bob's costs", "Deployments"], opened.SheetNames);
        Assert.Equal("Metrics 2026-W47", opened.Properties.Title);
        Assert.Equal("Webhooks & Co", opened.Properties.Creator);
        Assert.Equal(new DateTime(2026, 11, 20, 17, 5, 0, DateTimeKind.Utc), opened.Properties.Created!.Value.ToUniversalTime());
    }

    [Fact]
    public void The_same_workbook_is_the_same_bytes() =>
        Assert.Equal(WorkbookWriter.Write(SampleWorkbook.Week()), WorkbookWriter.Write(SampleWorkbook.Week()));

    [Fact]
    public void The_first_sheet_is_the_one_that_opens()
    {
        using var opened = new OpenedWorkbook(WorkbookWriter.Write(SampleWorkbook.Week()));

        var selected = opened.SheetNames.Where(name => opened.Sheet(name).Worksheet.Descendants<SheetView>().Single().TabSelected?.Value == true);

        Assert.Equal("Summary", Assert.Single(selected));
    }

    [Fact]
    public void Values_keep_their_types()
    {
        using var opened = Open(Table(
            [ColumnKind.Text, ColumnKind.Count, ColumnKind.Money, ColumnKind.Share, ColumnKind.Day, ColumnKind.Moment],
            [[
                new Cell.Text("Ada"), new Cell.Number(1204), new Cell.Number(310.5m), new Cell.Number(0.25m), new Cell.Day(new DateOnly(2024, 2, 29)),
                new Cell.Moment(new DateTimeOffset(2026, 11, 20, 23, 30, 0, TimeSpan.FromHours(2))),
            ]]));

        Assert.Equal("Ada", opened.Text("Sheet", "A2"));
        Assert.Equal((1204m, "#,##0"), (opened.Number("Sheet", "B2"), opened.NumberFormat("Sheet", "B2")));
        Assert.Equal((310.5m, "#,##0.00"), (opened.Number("Sheet", "C2"), opened.NumberFormat("Sheet", "C2")));
        Assert.Equal((0.25m, "0.0%"), (opened.Number("Sheet", "D2"), opened.NumberFormat("Sheet", "D2")));
        Assert.Equal((new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Unspecified), @"yyyy\-mm\-dd"), (opened.Moment("Sheet", "E2"), opened.NumberFormat("Sheet", "E2")));
        Assert.Equal((new DateTime(2026, 11, 20, 23, 30, 0, DateTimeKind.Unspecified), @"yyyy\-mm\-dd\ hh:mm"), (opened.Moment("Sheet", "F2"), opened.NumberFormat("Sheet", "F2")));
    }

    [Fact]
    public void A_day_that_Excel_has_no_number_for_is_text()
    {
        using var opened = Open(Table([ColumnKind.Day], [[new Cell.Day(new DateOnly(1899, 5, 1))], [new Cell.Day(new DateOnly(1900, 3, 1))]]));

        Assert.Equal("1899-05-01", opened.Text("Sheet", "A2"));
        Assert.Equal(61, opened.Number("Sheet", "A3"));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"https://evil.example\",\"Click\")")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("  =1+1")]
    [InlineData("\t=1+1")]
    public void Text_that_looks_like_a_formula_stays_text(string text)
    {
        using var opened = Open(Table([ColumnKind.Text, ColumnKind.Text, ColumnKind.Count], [[new Cell.Text(text), new Cell.Link(text, new Uri("https://example.com")), new Cell.Text(text)]]));

        Assert.Empty(opened.Mistakes());
        foreach (var cell in (string[])["A2", "B2", "C2"])
        {
            Assert.Equal(text, opened.Text("Sheet", cell));
            Assert.Equal(CellValues.InlineString, opened.Cell("Sheet", cell).DataType!.Value);
            Assert.True(opened.Format("Sheet", cell).QuotePrefix!.Value);
        }

        Assert.DoesNotContain(opened.Cells("Sheet"), cell => cell.CellFormula is not null);
    }

    [Fact]
    public void Headings_captions_figures_and_headers_are_no_formulas_either()
    {
        const string Hostile = "=1+1";
        var table = Table([ColumnKind.Text], [[new Cell.Text("x")]]) with { Caption = Hostile, Columns = [new Column { Header = Hostile, Kind = ColumnKind.Text }] };
        var sheet = new Sheet { Name = "=1+1", Heading = Hostile, Figures = [new KeyFigure { Label = Hostile, Value = Hostile, Change = Hostile }], Tables = [table] };
        using var opened = new OpenedWorkbook(WorkbookWriter.Write(Book(sheet)));

        Assert.Empty(opened.Mistakes());
        var hostile = opened.Cells("=1+1").Where(cell => OpenedWorkbook.Text(cell) == Hostile).ToList();
        Assert.Equal(6, hostile.Count);
        Assert.All(hostile, cell => Assert.True(opened.Format("=1+1", cell.CellReference!).QuotePrefix!.Value));
        Assert.DoesNotContain(opened.Cells("=1+1"), cell => cell.CellFormula is not null);
    }

    [Theory]
    [InlineData("_x0041_", "_x0041_")]
    [InlineData("a_x000D_b_x0", "a_x000D_b_x0")]
    [InlineData("]]></t></is></c><c><f>1</f></c>", "]]></t></is></c><c><f>1</f></c>")]
    [InlineData("a\0b\u001Fc", "abc")]
    [InlineData("one\r\ntwo", "one\ntwo")]
    [InlineData("user\u202Egnp.exe", "usergnp.exe")]
    [InlineData(" 👩‍👩‍👧 مرحبا ", " 👩‍👩‍👧 مرحبا ")]
    public void Any_text_can_be_written(string text, string read)
    {
        using var opened = Open(Table([ColumnKind.Text], [[new Cell.Text(text)]]));

        Assert.Empty(opened.Mistakes());
        Assert.Equal(read, opened.Text("Sheet", "A2"));
    }

    [Fact]
    public void Half_a_letter_is_left_out()
    {
        using var opened = Open(Table([ColumnKind.Text], [[new Cell.Text("a\uD800b\uDC00c\uFFFFd")]]));

        Assert.Empty(opened.Mistakes());
        Assert.Equal("abcd", opened.Text("Sheet", "A2"));
    }

    [Fact]
    public void Text_longer_than_a_cell_is_cut_with_an_ellipsis()
    {
        using var opened = Open(Table([ColumnKind.Text], [[new Cell.Text(new string('x', 32_767))], [new Cell.Text(new string('x', 32_768))], [new Cell.Text(new string('x', 32_765) + "😀😀")]]));

        Assert.Empty(opened.Mistakes());
        Assert.Equal(new string('x', 32_767), opened.Text("Sheet", "A2"));
        Assert.Equal(new string('x', 32_766) + "…", opened.Text("Sheet", "A3"));
        Assert.Equal(new string('x', 32_765) + "…", opened.Text("Sheet", "A4"));
    }

    [Theory]
    [InlineData("https://github.com/shop/labels?q=a%20b#c", true)]
    [InlineData("http://github.com/", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/relative", false)]
    public void Only_https_becomes_a_link(string address, bool isLink)
    {
        using var opened = Open(Table([ColumnKind.Text], [[new Cell.Link("look", new Uri(address, UriKind.RelativeOrAbsolute))]]));

        Assert.Empty(opened.Mistakes());
        Assert.Equal("look", opened.Text("Sheet", "A2"));
        Assert.Equal(isLink ? [address] : [], opened.Sheet("Sheet").HyperlinkRelationships.Select(link => link.Uri.OriginalString));
        Assert.Equal(isLink ? ["A2"] : [], opened.Sheet("Sheet").Worksheet.Descendants<Hyperlink>().Select(link => link.Reference!.Value!));
    }

    [Fact]
    public void Links_that_Excel_would_not_open_stay_text()
    {
        var near = new Cell.Link("here", new Uri("https://example.com/"));
        var far = new Cell.Link("there", new Uri($"https://example.com/{new string('x', 2_100)}"));
        using var opened = Open(Table([ColumnKind.Text], [[far], .. Enumerable.Repeat<IReadOnlyList<Cell>>([near], 65_531)]));

        var links = opened.Sheet("Sheet").Worksheet.Descendants<Hyperlink>().ToList();
        Assert.Equal(65_530, links.Count);
        Assert.Equal(("A3", "A65532"), (links[0].Reference!.Value, links[^1].Reference!.Value));
        Assert.Equal("https://example.com/", Assert.Single(opened.Sheet("Sheet").HyperlinkRelationships).Uri.OriginalString);
    }

    [Fact]
    public void A_list_has_its_header_in_the_first_row_and_keeps_it_in_sight()
    {
        using var opened = Open(Table([ColumnKind.Text, ColumnKind.Count], [[new Cell.Text("a"), new Cell.Number(1)]]));

        Assert.Equal("Column 1", opened.Text("Sheet", "A1"));
        var pane = opened.Sheet("Sheet").Worksheet.Descendants<Pane>().Single();
        Assert.Equal((1d, PaneStateValues.Frozen), (pane.VerticalSplit!.Value, pane.State!.Value));
        var titles = opened.Book.Workbook.DefinedNames!.Elements<DefinedName>().Single();
        Assert.Equal(("_xlnm.Print_Titles", "Sheet!$1:$1"), (titles.Name!.Value, titles.Text));
    }

    [Fact]
    public void A_sheet_without_anything_is_valid()
    {
        using var opened = new OpenedWorkbook(WorkbookWriter.Write(Book(new Sheet { Name = "Nothing" })));

        Assert.Empty(opened.Mistakes());
        Assert.Empty(opened.Cells("Nothing"));
    }

    [Fact]
    public void A_sheet_with_more_than_a_table_scrolls_as_a_whole()
    {
        using var opened = new OpenedWorkbook(WorkbookWriter.Write(SampleWorkbook.Week()));

        Assert.Empty(opened.Sheet("Summary").Worksheet.Descendants<Pane>());
        Assert.Equal("Week 47 of 2026", opened.Text("Summary", "A1"));
    }

    [Fact]
    public void A_page_is_as_wide_as_the_sheet_and_numbered_and_oblong_unless_charts_stand_below_each_other()
    {
        using var opened = new OpenedWorkbook(WorkbookWriter.Write(SampleWorkbook.Week() with { Properties = SampleWorkbook.Properties with { Title = "2026 R&D" } }));

        foreach (var sheet in opened.SheetNames.Select(opened.Sheet))
        {
            var page = sheet.Worksheet.Descendants<PageSetup>().Single();
            var hasTallCharts = sheet.DrawingsPart?.ChartParts.Count() > 2;
            Assert.Equal((hasTallCharts ? OrientationValues.Portrait : OrientationValues.Landscape, 1u), (page.Orientation!.Value, page.FitToWidth!.Value));
            Assert.Equal("&L&8&\"-,Regular\"2026 R&&D&C&8&A&R&8Page &P of &N", sheet.Worksheet.Descendants<OddFooter>().Single().Text);
        }
    }

    [Fact]
    public void Columns_are_as_wide_as_their_content_within_bounds()
    {
        using var opened = Open(Table([ColumnKind.Text, ColumnKind.Text, ColumnKind.Money], [[new Cell.Text("a"), new Cell.Text(string.Join(' ', Enumerable.Repeat("word", 100))), new Cell.Number(-1_234_567_890_123.45m)]]));

        var widths = opened.Sheet("Sheet").Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Column>().Select(column => column.Width!.Value).ToList();
        Assert.InRange(widths[0], 8, 20);
        Assert.Equal(60, widths[1]);
        Assert.InRange(widths[2], "-1,234,567,890,123.45".Length + 1, 30);
        var row = opened.Sheet("Sheet").Worksheet.Descendants<Row>().ElementAt(1);
        Assert.Equal((8 * 15) + 3, row.Height!.Value);
        Assert.True(opened.Format("Sheet", "B2").Alignment!.WrapText!.Value);
    }

    [Theory]
    [InlineData("", "has 0 characters")]
    [InlineData("Thirty-two characters long, sure", "has 32 characters")]
    [InlineData("a/b", "is no name for a sheet")]
    [InlineData("'quoted", "is no name for a sheet")]
    [InlineData("History", "is no name for a sheet")]
    public void Names_that_Excel_does_not_know_are_refused(string name, string reason) => Refused(Book(new Sheet { Name = name }), reason);

    [Fact]
    public void What_Excel_would_repair_is_refused()
    {
        var table = Table([ColumnKind.Text], [[new Cell.Text("a")]]);
        var chart = new SheetChart { Kind = default, Title = "Work", AltText = "", Table = "Things", CategoryColumn = "Column 1", ValueColumns = ["Column 1"] };

        Refused(new Workbook { Properties = SampleWorkbook.Properties, Sheets = [] }, "at least one sheet");
        Refused(Book(new Sheet { Name = "One" }, new Sheet { Name = "ONE" }), "Two sheets are called 'One'");
        Refused(Book(new Sheet { Name = "One", Tables = [table, table with { Name = "THINGS" }] }), "Two tables are called 'Things'");
        Refused(Book(new Sheet { Name = "One", Tables = [table with { Name = "A1" }] }), "'A1' is no name for a table");
        Refused(Book(new Sheet { Name = "One", Tables = [table with { Name = "My things" }] }), "'My things' is no name for a table");
        Refused(Book(new Sheet { Name = "One", Tables = [table with { Columns = [] }] }), "has 0 columns");
        Refused(Book(new Sheet { Name = "One", Tables = [table with { Columns = [new Column { Header = " ", Kind = default }] }] }), "has no header");
        Refused(Book(new Sheet { Name = "One", Tables = [Table([default, default], []) with { Columns = [new Column { Header = "A b", Kind = default }, new Column { Header = "a\nB", Kind = default }] }] }), "are called 'A b'");
        Refused(Book(new Sheet { Name = "One", Tables = [table with { Rows = [[], [Cell.Empty]] }] }), "Row 1 of the table 'Things' has 0 cells for 1 columns");
        Refused(Book(new Sheet { Name = "One", Tables = [table with { Rows = [.. Enumerable.Repeat(table.Rows[0], 1_048_576)] }] }), "Excel's sheets have 1048576 rows");
        Refused(Book(new Sheet { Name = "One", Charts = [chart] }), "which is not there");
        Refused(Book(new Sheet { Name = "One", Tables = [table with { Rows = [] }], Charts = [chart] }), "which has no row");
        Refused(Book(new Sheet { Name = "One", Tables = [table], Charts = [chart with { ValueColumns = [] }] }), "has no column of values");
        Refused(Book(new Sheet { Name = "One", Tables = [table], Charts = [chart with { ValueColumns = ["Column 2"] }] }), "'Column 2'");
    }

    private static void Refused(Workbook workbook, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => WorkbookWriter.Write(workbook)).Message, StringComparison.Ordinal);

    private static OpenedWorkbook Open(DataTable table) => new(WorkbookWriter.Write(Book(new Sheet { Name = "Sheet", Tables = [table] })));

    private static Workbook Book(params Sheet[] sheets) => new() { Properties = SampleWorkbook.Properties, Sheets = sheets };

    private static DataTable Table(IReadOnlyList<ColumnKind> kinds, IReadOnlyList<IReadOnlyList<Cell>> rows) =>
        new()
        {
            Name = "Things",
            AltText = "Some things.",
            Columns = [.. kinds.Select((kind, at) => new Column { Header = $"Column {at + 1}", Kind = kind })],
            Rows = rows,
        };
}
