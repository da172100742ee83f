using DocumentFormat.OpenXml;
using Webhooks.Office.Charts;
using Webhooks.Office.Tests.Excel;
using C = DocumentFormat.OpenXml.Drawing.Charts;

namespace Webhooks.Office.Tests.Charts;

public sealed class ChartWriterTests
{
    public static TheoryData<ChartKind> Kinds => [.. Enum.GetValues<ChartKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_a_valid_chart(ChartKind kind)
    {
        using var one = new ChartDocument(Chart(kind, ["Mon", "Tue", "Wed"], new ChartSeries("Commits", [3, 0, 7])));
        using var three = new ChartDocument(Chart(kind, ["Mon", "Tue"], new ChartSeries("Ada", [1.5m, -2]), new ChartSeries("Bob", [4, 1]), new ChartSeries("Eve", [0, 0])));

        Assert.Empty(one.Mistakes());
        Assert.Empty(three.Mistakes());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_workbook_behind_it_holds_what_is_shown(ChartKind kind)
    {
        using var document = new ChartDocument(Chart(kind, ["Mon", "=1+1", new string('x', 300)], new ChartSeries("Ada", [1, 2.5m, 3]), new ChartSeries("Bob", [4, 5, -6])));
        using var workbook = new OpenedWorkbook(document.Workbook());

        Assert.Empty(workbook.Mistakes());
        var references = document.Drawn.Descendants<C.Formula>().ToList();
        Assert.Equal(6, references.Count);
        Assert.All(references, reference => Assert.Equal(Cached(reference), workbook.Range(reference.Text)));
        Assert.Equal(["Sheet1!$B$1", "Sheet1!$A$2:$A$4", "Sheet1!$B$2:$B$4"], references.Take(3).Select(reference => reference.Text));
    }

    [Fact]
    public void The_workbook_behind_it_opens_when_its_numbers_are_edited()
    {
        using var document = new ChartDocument(Chart(ChartKind.Column, ["Mon"], new ChartSeries("Commits", [3])));

        var reference = document.Part.ChartSpace.GetFirstChild<C.ExternalData>()!;

        Assert.Same(document.Part.EmbeddedPackagePart, document.Part.GetPartById(reference.Id!));
        Assert.EndsWith(".xlsx", document.Part.EmbeddedPackagePart!.Uri.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_chart_is_the_same_bytes()
    {
        var chart = Chart(ChartKind.Line, ["Mon", "Tue"], new ChartSeries("Ada", [1, 2]), new ChartSeries("Bob", [4, 5]));
        using var once = new ChartDocument(chart);
        using var again = new ChartDocument(chart);

        Assert.Equal(once.Xml(), again.Xml());
        Assert.Equal(once.Workbook(), again.Workbook());
    }

    [Theory]
    [InlineData("]]><c:v>1</c:v>")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("a\0b\u0001c\uFFFEd\uD800e")]
    [InlineData("_x0041_")]
    [InlineData("  ")]
    [InlineData("𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳")]
    public void Names_may_be_any_text(string name)
    {
        var chart = Chart(ChartKind.StackedColumn, [name, name], new ChartSeries(name, [1, 2]), new ChartSeries(name, [3, 4])) with { Title = name, AltText = name, ValueTitle = name };
        using var document = new ChartDocument(chart with { AltText = "" });
        using var workbook = new OpenedWorkbook(document.Workbook());

        Assert.Empty(document.Mistakes());
        Assert.Empty(workbook.Mistakes());
        Assert.All(document.Drawn.Descendants<C.Formula>(), reference => Assert.Equal(Cached(reference), workbook.Range(reference.Text)));
        Assert.DoesNotContain(workbook.Cells("Sheet1"), cell => cell.CellFormula is not null);
    }

    [Fact]
    public void Long_names_are_cut_with_an_ellipsis()
    {
        using var document = new ChartDocument(Chart(ChartKind.Bar, ["Northern Europe, production and everything beside it"], new ChartSeries("Cost", [1])));

        var name = Cached(document.Drawn.Descendants<C.CategoryAxisData>().Single().Descendants<C.Formula>().Single()).Single();

        Assert.Equal("Northern Europe, production and eve…", name);
    }

    [Fact]
    public void Only_few_bars_of_one_series_have_their_values_beside_them()
    {
        Assert.True(HasLabels(Chart(ChartKind.Bar, Names(12), new ChartSeries("Cost", Values(12)))));
        Assert.True(HasLabels(Chart(ChartKind.StackedColumn, Names(5), new ChartSeries("Cost", Values(5)))));
        Assert.False(HasLabels(Chart(ChartKind.Bar, Names(13), new ChartSeries("Cost", Values(13)))));
        Assert.False(HasLabels(Chart(ChartKind.Column, Names(5), new ChartSeries("Ada", Values(5)), new ChartSeries("Bob", Values(5)))));
        Assert.False(HasLabels(Chart(ChartKind.Line, Names(5), new ChartSeries("Cost", Values(5)))));
        Assert.False(HasLabels(Chart(ChartKind.Column, Names(12), new ChartSeries("Cost", [.. Values(12).Select(value => value * 1_000_000_000)]))));
    }

    /// <summary>PowerPoint and Excel open no stacked chart with labels outside of its columns.</summary>
    [Fact]
    public void Only_columns_beside_each_other_have_values_above_them()
    {
        using var one = new ChartDocument(Chart(ChartKind.StackedColumn, ["Mon"], new ChartSeries("Ada", [1])));
        using var two = new ChartDocument(Chart(ChartKind.StackedColumn, ["Mon"], new ChartSeries("Ada", [1]), new ChartSeries("Bob", [1])));

        Assert.Equal(C.BarGroupingValues.Clustered, one.Drawn.Descendants<C.BarGrouping>().Single().Val!.Value);
        Assert.Equal(C.BarGroupingValues.Stacked, two.Drawn.Descendants<C.BarGrouping>().Single().Val!.Value);
        Assert.Empty(two.Drawn.Descendants<C.DataLabelPosition>());
    }

    [Fact]
    public void Only_several_series_have_a_legend()
    {
        using var one = new ChartDocument(Chart(ChartKind.Column, ["Mon"], new ChartSeries("Ada", [1])));
        using var two = new ChartDocument(Chart(ChartKind.Column, ["Mon"], new ChartSeries("Ada", [1]), new ChartSeries("Bob", [1])));

        Assert.Empty(one.Drawn.Elements<C.Legend>());
        Assert.Single(two.Drawn.Elements<C.Legend>());
    }

    [Fact]
    public void Columns_begin_at_zero_unless_a_value_is_below_it()
    {
        Assert.Equal(0, Lowest(Chart(ChartKind.Column, ["Mon", "Tue"], new ChartSeries("Ada", [100, 101]))));
        Assert.Null(Lowest(Chart(ChartKind.Column, ["Mon", "Tue"], new ChartSeries("Ada", [100, -1]))));
    }

    [Fact]
    public void Small_whole_numbers_are_counted_one_by_one()
    {
        Assert.Equal(1, Step(Chart(ChartKind.Column, ["Mon", "Tue"], new ChartSeries("Ada", [1, 2]))));
        Assert.Equal(2, Step(Chart(ChartKind.StackedColumn, ["Mon"], new ChartSeries("Ada", [4]), new ChartSeries("Bob", [5]))));
        Assert.Null(Step(Chart(ChartKind.Column, ["Mon"], new ChartSeries("Ada", [120]))));
        Assert.Null(Step(Chart(ChartKind.Column, ["Mon"], new ChartSeries("Cost", [1.25m])) with { NumberFormat = "#,##0.00" }));
    }

    [Fact]
    public void Names_that_do_not_fit_are_turned_and_thinned()
    {
        using var week = new ChartDocument(Chart(ChartKind.Column, ["Mon", "Tue", "Wed"], new ChartSeries("Ada", [1, 2, 3])));
        using var quarter = new ChartDocument(Chart(ChartKind.Line, Names(90), new ChartSeries("Ada", Values(90))));

        Assert.Null(Axis(week).Descendants<DocumentFormat.OpenXml.Drawing.BodyProperties>().Single().Rotation);
        Assert.Equal(-2_700_000, Axis(quarter).Descendants<DocumentFormat.OpenXml.Drawing.BodyProperties>().Single().Rotation!.Value);
        Assert.Equal(3, Axis(quarter).GetFirstChild<C.TickLabelSkip>()!.Val!.Value);
    }

    [Fact]
    public void A_chart_of_nothing_is_refused()
    {
        Refused(Chart(ChartKind.Column, [], new ChartSeries("Ada", [])), "The chart 'Work' has no category.");
        Refused(Chart(ChartKind.Column, ["Mon"]), "The chart 'Work' has no series.");
        Refused(Chart(ChartKind.Column, ["Mon"], new ChartSeries("Ada", [1, 2])), "The series 'Ada' of the chart 'Work' has 2 values for 1 categories.");
    }

    private static void Refused(Chart chart, string reason) =>
        Assert.StartsWith(reason, Assert.Throws<ArgumentException>(() => new ChartDocument(chart)).Message, StringComparison.Ordinal);

    private static Chart Chart(ChartKind kind, IReadOnlyList<string> categories, params ChartSeries[] series) =>
        new() { Kind = kind, Title = "Work", AltText = "Three commits on Monday.", Categories = categories, Series = series };

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(number => $"Day {number}")];

    private static decimal[] Values(int count) => [.. Enumerable.Range(1, count).Select(number => (decimal)number)];

    private static bool HasLabels(Chart chart)
    {
        using var document = new ChartDocument(chart);
        Assert.Empty(document.Mistakes());
        return document.Drawn.Descendants<C.DataLabels>().Any();
    }

    private static double? Lowest(Chart chart)
    {
        using var document = new ChartDocument(chart);
        return document.Drawn.Descendants<C.MinAxisValue>().SingleOrDefault()?.Val?.Value;
    }

    private static double? Step(Chart chart)
    {
        using var document = new ChartDocument(chart);
        return document.Drawn.Descendants<C.MajorUnit>().SingleOrDefault()?.Val?.Value;
    }

    private static C.CategoryAxis Axis(ChartDocument document) => document.Drawn.Descendants<C.CategoryAxis>().Single();

    private static List<string> Cached(C.Formula reference) => [.. reference.Parent!.Descendants<C.NumericValue>().Select(value => value.Text)];
}
