using Webhooks.Office.Charts;
using Webhooks.Office.PowerPoint;

namespace Webhooks.Office.Tests.PowerPoint;

/// <summary>Decks as they come in practice, and as nobody wants them.</summary>
internal static class SampleDecks
{
    public static DocumentProperties Properties { get; } = new()
    {
        Title = "Investor Deck 2026-W47",
        Subject = "Week 47 of 2026",
        Author = "Engineering",
        Created = new DateTimeOffset(2026, 11, 20, 17, 0, 0, TimeSpan.Zero),
        Keywords = ["engineering", "weekly"],
    };

    public static Chart Commits { get; } = new()
    {
        Kind = ChartKind.Column,
        Title = "Commits by day",
        AltText = "Commits by day: Mon 41, Tue 58, Wed 37, Thu 66, Fri 29.",
        Categories = ["Mon", "Tue", "Wed", "Thu", "Fri"],
        Series = [new ChartSeries("Commits", [41, 58, 37, 66, 29])],
    };

    public static Chart Costs { get; } = new()
    {
        Kind = ChartKind.Bar,
        Title = "Cost by service, EUR",
        AltText = "Virtual Machines cost most: EUR 1,204.50.",
        Categories = ["Virtual Machines", "Azure SQL Database", "Storage", "Bandwidth"],
        Series = [new ChartSeries("This week", [1204.50m, 640.10m, 210.75m, 80.20m]), new ChartSeries("Week before", [1104.00m, 660.00m, 190.00m, 95.10m])],
        NumberFormat = "#,##0",
    };

    public static Deck Rich { get; } = Of(
        new Slide.Opening("Engineering in week 47", "What was built, what it cost and what comes next, for our investors", "16 to 20 November 2026"),
        new Slide.Points("Executive summary", "The payments service went live for all customers, a week before the date that was promised.", [
            "Checkout takes 1.2 seconds now, 40 % less than in October.",
            "All 23 tickets of the release are closed; none was reopened.",
            "Costs rose by 9 % because of load tests, which are over.",
            "Two engineers joined; onboarding ends in December.",
        ]) { Notes = "Thank the payments team.\nThen the numbers." },
        new Slide.Figures("The week in numbers", [
            new KeyFigure { Label = "Commits", Value = "231", Change = "+12 %", Tone = Tone.Good },
            new KeyFigure { Label = "Tickets completed", Value = "23", Change = "-8 %", Tone = Tone.Warning },
            new KeyFigure { Label = "Deployments", Value = "14", Change = "0 %" },
            new KeyFigure { Label = "Azure costs", Value = "EUR 2,135.55", Change = "+9 %", Tone = Tone.Bad },
        ], Commits),
        new Slide.Figures("Quality", [
            new KeyFigure { Label = "Defects found in production", Value = "2", Change = "-50 %", Tone = Tone.Good },
            new KeyFigure { Label = "Median time from commit to production", Value = "3 h 12 min", Change = "−18 %", Tone = Tone.Good },
            new KeyFigure { Label = "Deployments that had to be rolled back", Value = "1" },
        ], Chart: null),
        new Slide.Charts("Where the money goes", [Costs, Commits], "Virtual machines are more than half of the costs; the load tests of Tuesday and Thursday are in them."),
        new Slide.Charts("Commits", [Commits], "Thursday, the day before the release, was the busiest."),
        new Slide.Points("Outlook", "", ["Invoices in four currencies.", "The audit of the third quarter.", "A second region."]));

    public static Deck SixFigures { get; } = Of(
        new Slide.Figures("Six figures", Six, Chart: null),
        new Slide.Figures("Six figures and a chart", Six, Commits),
        new Slide.Figures("One figure", [Six[0]], Chart: null),
        new Slide.Figures("Four figures", [.. Six.Take(4)], Chart: null),
        new Slide.Figures("Two figures and a chart", [.. Six.Take(2)], Commits),
        new Slide.Figures("Only a chart", [], Commits),
        new Slide.Figures("Nothing", [], Chart: null));

    public static Deck Empty { get; } = Of();

    /// <summary>Everything is there and says nothing.</summary>
    public static Deck Blank { get; } = Of(
        new Slide.Opening("", "", ""),
        new Slide.Points(" ", "", []),
        new Slide.Points("", "\n", ["", "  "]) { Notes = " " },
        new Slide.Figures("", [new KeyFigure { Label = "", Value = "", Change = "" }], Chart: null),
        new Slide.Charts("", [Commits], ""));

    public static Deck Hostile { get; } = Of([.. Texts.SelectMany(SlidesOf)]);

    /// <summary>The others are drawn with whatever font a machine has, or with none.</summary>
    public static Deck HostileInScriptsOfTheFont { get; } = Of([.. ((int[])[0, 1, 2, 3, 6, 7, 11]).SelectMany(at => SlidesOf(Texts[at]))]);

    /// <summary>What foreign text can be.</summary>
    public static IReadOnlyList<string> Texts =>
    [
        string.Join(' ', Enumerable.Repeat("Refactor the reconciliation of deliveries so that nothing is counted twice.", 40)),
        new string('W', 3000),
        "https://example.com/" + string.Concat(Enumerable.Range(0, 200).Select(at => $"path{at}/")),
        "<a:t>&amp;</a:t> ]]> =HYPERLINK(\"http://x\") \u0000\u0007\u001B[31m \uD800 \uFFFE \u202Eevil\u202C\r\nsecond line\tand tab",
        string.Concat(Enumerable.Repeat("支払いサービスは約束の日付より一週間早くすべてのお客様に公開されました。", 40)),
        string.Concat(Enumerable.Repeat("결제 서비스가 모든 고객에게 공개되었습니다. ", 60)),
        string.Concat(Enumerable.Repeat("Платёжный сервис запущен для всех клиентов на неделю раньше обещанного срока. ", 40)),
        string.Concat(Enumerable.Repeat("Η υπηρεσία πληρωμών ξεκίνησε για όλους τους πελάτες μία εβδομάδα νωρίτερα. ", 40)),
        string.Concat(Enumerable.Repeat("أُطلقت خدمة الدفع لجميع العملاء قبل أسبوع من الموعد. ", 40)),
        string.Concat(Enumerable.Repeat("शुल्क सेवा सभी ग्राहकों के लिए शुरू हुई। ", 60)),
        string.Concat(Enumerable.Repeat("👩\u200D👩\u200D👧🎉🚀", 150)),
        string.Concat(Enumerable.Repeat("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen ", 40)),
    ];

    public static Deck Of(params IReadOnlyList<Slide> slides) =>
        new() { Properties = Properties, Footer = "Engineering · Week 47 of 2026", Slides = slides };

    private static IReadOnlyList<KeyFigure> Six =>
    [
        new KeyFigure { Label = "Commits", Value = "231", Change = "+12 %", Tone = Tone.Good },
        new KeyFigure { Label = "Tickets completed", Value = "23", Change = "-8 %", Tone = Tone.Warning },
        new KeyFigure { Label = "Deployments", Value = "14" },
        new KeyFigure { Label = "Azure costs of the whole week, all subscriptions", Value = "EUR 12,135.55", Change = "+9 %", Tone = Tone.Bad },
        new KeyFigure { Label = "Authors", Value = "11" },
        new KeyFigure { Label = "Repositories", Value = "7", Change = "+1" },
    ];

    private static IEnumerable<Slide> SlidesOf(string text)
    {
        var chart = Commits with { Title = text, AltText = text, Categories = ["=1+1", text, "C", "D", "E"] };
        var figure = new KeyFigure { Label = text, Value = text, Change = text, Tone = Tone.Bad };
        yield return new Slide.Opening(text, text, text) { Notes = text };
        yield return new Slide.Points(text, text, [text, "A short one.", text, text, "Another.", .. Enumerable.Range(1, 30).Select(at => $"Point {at}")]);
        yield return new Slide.Figures(text, [figure, figure, figure, figure], chart);
        yield return new Slide.Figures(text, [figure, figure, figure, figure, figure], Chart: null);
        yield return new Slide.Charts(text, [chart, chart], text);
    }
}
