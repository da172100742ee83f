using Webhooks.Office.Charts;
using Webhooks.Office.Tables;
using Webhooks.Office.Word;

namespace Webhooks.Office.Tests.Word;

internal static class WordSamples
{
    public static readonly DocumentProperties Properties = new()
    {
        Title = "Daily Documentation 2026-11-20",
        Subject = "What happened on 20 November 2026",
        Author = "Engineering",
        Created = new DateTimeOffset(2026, 11, 20, 18, 5, 0, TimeSpan.Zero),
        Keywords = ["daily", "documentation"],
        Language = "en-GB",
    };

    public static readonly Chart Chart = new()
    {
        Kind = ChartKind.Column,
        Title = "Commits by author",
        AltText = "Ada 12, Grace 9, Linus 4, Barbara 2",
        Categories = ["Ada", "Grace", "Linus", "Barbara"],
        Series = [new ChartSeries("Commits", [12, 9, 4, 2])],
    };

    public const string Prose =
        """
        The shop's **checkout** was finished: all three [pull requests](https://github.com/shop/web/pull/7) were merged, and *one* deployment
        failed before it was repaired. The commit `0d1a26e4f` says why.

        ## What was finished

        - Payment by invoice ([SHOP-212](https://shop.atlassian.net/browse/SHOP-212))
          - for companies only
            - with a limit of EUR 5,000
        - Faster search; see https://example.com/search for numbers

        1. First the schema was changed
        2. then the data were moved
           1. in two steps
           2. at night
        3. then the old columns went

        Another list counts anew:

        1. One
        2. Two

        > The customers were told on Thursday; nobody asked for a postponement.

        ### Query behind it

        ```sql
        select author, count(*) from commits
        where day = '2026-11-20' group by author;
        ```

        | Service | Change | Cost |
        |---|---|---:|
        | App Service | two instances more | 12.50 |
        | Storage | **none** | 3.20 |
        """;

    public static WordReport Report(params WordBlock[] blocks) => new()
    {
        Properties = Properties,
        Title = "Daily Documentation",
        Subtitle = "Friday, 20 November 2026 · 18:00 to 18:00 UTC",
        Header = "Engineering · Daily Documentation 2026-11-20",
        Footer = "Written 2026-11-20 18:05 UTC",
        Blocks = blocks,
    };

    /// <summary>Everything that there is, over several pages.</summary>
    public static WordReport Rich => Report(
        new WordBlock.Callout(Tone.Warning, "Costs are missing: Azure did not answer. They will be in the next edition."),
        new WordBlock.Figures(
        [
            new KeyFigure { Label = "Commits", Value = "1,204", Change = "+12 %", Tone = Tone.Good },
            new KeyFigure { Label = "Tickets done", Value = "18", Change = "-3" },
            new KeyFigure { Label = "Failed deployments", Value = "2", Change = "+2", Tone = Tone.Bad },
            new KeyFigure { Label = "Cost", Value = "EUR 310.50", Tone = Tone.Warning },
        ]),
        new WordBlock.Heading(1, "Summary"),
        new WordBlock.Markdown(Prose),
        new WordBlock.Heading(1, "Commits"),
        new WordBlock.Picture(Chart),
        new WordBlock.Heading(2, "By repository"),
        new WordBlock.Table(Commits(75)),
        new WordBlock.Heading(2, "Costs"),
        new WordBlock.Table(Costs),
        new WordBlock.Callout(Tone.Neutral, "Commits of bots are not counted."),
        new WordBlock.Heading(1, "Deployments"),
        new WordBlock.Table(Nothing),
        new WordBlock.Heading(1, "Completeness"),
        new WordBlock.Callout(Tone.Good, "Every delivery of the day is in this report."),
        new WordBlock.Callout(Tone.Bad, "The limit of the budget was passed."));

    public static DataTable Nothing { get; } = new()
    {
        Name = "Deployments",
        AltText = "No deployments",
        Columns = [new Column { Header = "Service", Kind = ColumnKind.Text }, new Column { Header = "Failed", Kind = ColumnKind.Count, HasTotal = true }],
        Rows = [],
    };

    public static DataTable Costs { get; } = new()
    {
        Name = "Costs",
        Caption = "Cost by service",
        AltText = "Cost of three services, EUR 310.50 together",
        Columns =
        [
            new Column { Header = "Service", Kind = ColumnKind.Text, Weight = 3 },
            new Column { Header = "Share", Kind = ColumnKind.Share },
            new Column { Header = "Cost (EUR)", Kind = ColumnKind.Money, HasTotal = true },
        ],
        Rows =
        [
            [new Cell.Text("App Service"), new Cell.Number(0.659m), new Cell.Number(204.5m)],
            [new Cell.Text("Storage"), new Cell.Number(0.258m), new Cell.Number(80m)],
            [new Cell.Text("Key Vault"), new Cell.Number(0.083m), new Cell.Number(26m)],
        ],
    };

    public static DataTable Commits(int count) => new()
    {
        Name = "Commits",
        Caption = "All commits of the day",
        AltText = $"{count} commits with author, time and lines",
        Columns =
        [
            new Column { Header = "Commit", Kind = ColumnKind.Text },
            new Column { Header = "What", Kind = ColumnKind.Text, Weight = 4 },
            new Column { Header = "Author", Kind = ColumnKind.Text, Weight = 1.5 },
            new Column { Header = "At", Kind = ColumnKind.Moment, Weight = 1.5 },
            new Column { Header = "Lines", Kind = ColumnKind.Count, HasTotal = true },
        ],
        Rows =
        [
            .. Enumerable.Range(1, count).Select(at => (IReadOnlyList<Cell>)
            [
                new Cell.Link($"{at * 7919:x7}", new Uri($"https://github.com/shop/web/commit/{at * 7919:x7}")),
                new Cell.Text((at % 3) switch
                {
                    0 => "Correct the sum when a voucher is used twice, and say so in the log of the checkout",
                    1 => "Move src/Checkout/Payment/Providers/Invoice/InvoiceProviderRegistrationExtensions.cs",
                    _ => "Bump dependencies",
                }),
                new Cell.Text(at % 2 == 0 ? "Ada Lovelace" : "Grace Hopper"),
                new Cell.Moment(new DateTimeOffset(2026, 11, 20, 9, at % 60, 0, TimeSpan.Zero)),
                new Cell.Number(at * 13),
            ]),
        ],
    };
}
