using System.Globalization;
using Webhooks.Office.Charts;
using Webhooks.Office.Excel;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Tests.Excel;

/// <summary>The metrics of a week as a report writes them.</summary>
internal static class SampleWorkbook
{
    private static readonly string[] People = ["Ada Lovelace", "Grace Hopper", "Linus T.", "Margaret Hamilton", "renovate[bot]"];

    private static readonly string[] Subjects =
    [
        "Answer 202 before the ledger has it",
        "fix(journal): do not lose the last record of a segment when the machine loses power between the write and the flush, and say in the log which segment it was",
        "=HYPERLINK(\"https://evil.example\",\"Click\")",
        "Merge pull request #42 from shop/label-printing",
        "Étiquettes: imprimer deux par page",
        "ラベルを二枚ずつ印刷する",
    ];

    public static DocumentProperties Properties { get; } = new()
    {
        Title = "Metrics 2026-W47",
        Subject = "Engineering, 14 to 20 November 2026",
        Author = "Webhooks & Co",
        Created = new DateTimeOffset(2026, 11, 20, 17, 5, 0, TimeSpan.Zero),
        Keywords = ["metrics", "week 47"],
    };

    public static Workbook Week(int commits = 60) =>
        new()
        {
            Properties = Properties,
            Sheets =
            [
                new Sheet
                {
                    Name = "Summary",
                    Heading = "Week 47 of 2026",
                    Figures =
                    [
                        new KeyFigure { Label = "Commits", Value = commits.ToString("N0", CultureInfo.InvariantCulture), Change = "+12 %", Tone = Tone.Good },
                        new KeyFigure { Label = "Tickets done", Value = "18", Change = "-2" },
                        new KeyFigure { Label = "Failed deployments", Value = "3", Change = "+2", Tone = Tone.Bad },
                        new KeyFigure { Label = "Azure cost", Value = "EUR 1,310.50", Change = "+31 %", Tone = Tone.Warning },
                        new KeyFigure { Label = "Pull requests merged", Value = "9" },
                    ],
                    Charts =
                    [
                        new SheetChart { Kind = ChartKind.Column, Title = "Commits by day", AltText = "Most commits on Tuesday: 17.", Table = "Days", CategoryColumn = "Day", ValueColumns = ["Commits"] },
                        new SheetChart { Kind = ChartKind.Bar, Title = "Cost by service", AltText = "App Service costs most: EUR 700.", Table = "Services", CategoryColumn = "Service", ValueColumns = ["Cost (EUR)"] },
                    ],
                    Tables = [Days(), Services()],
                },
                new Sheet { Name = "Commits", Tables = [Commits(commits)] },
                new Sheet { Name = "Tickets", Tables = [Tickets()] },
                new Sheet
                {
                    Name = "Bob's costs",
                    Heading = "Cost by day and service",
                    Charts = [new SheetChart { Kind = ChartKind.StackedColumn, Title = "Cost by day", AltText = "About EUR 190 a day.", Table = "Costs", CategoryColumn = "Day", ValueColumns = ["App Service", "SQL [EUR]", "Storage"] }],
                    Tables = [Costs()],
                },
                new Sheet { Name = "Deployments", Tables = [Deployments()] },
            ],
        };

    private static DataTable Days() =>
        new()
        {
            Name = "Days",
            Caption = "Day by day",
            AltText = "Commits, tickets and the share of failed builds of each day.",
            Columns =
            [
                new Column { Header = "Day", Kind = ColumnKind.Day },
                new Column { Header = "Commits", Kind = ColumnKind.Count, HasTotal = true },
                new Column { Header = "Tickets", Kind = ColumnKind.Count, HasTotal = true },
                new Column { Header = "Failed builds", Kind = ColumnKind.Share },
            ],
            Rows = [.. ((int[])[12, 17, 9, 14, 8]).Index().Select(day => (IReadOnlyList<Cell>)[new Cell.Day(new DateOnly(2026, 11, 16 + day.Index)), Number(day.Item), Number(day.Index + 1), Number(0.05m * day.Index)])],
        };

    private static DataTable Services() =>
        new()
        {
            Name = "Services",
            Caption = "Cost by service",
            AltText = "Three services with their cost.",
            Columns =
            [
                new Column { Header = "Service", Kind = ColumnKind.Text },
                new Column { Header = "Cost (EUR)", Kind = ColumnKind.Money, HasTotal = true },
                new Column { Header = "Share", Kind = ColumnKind.Share },
            ],
            Rows =
            [
                [new Cell.Text("App Service"), Number(700.25m), Number(0.534m)],
                [new Cell.Text("SQL Database"), Number(500.25m), Number(0.382m)],
                [new Cell.Text("Storage"), Number(110m), Number(0.084m)],
            ],
        };

    private static DataTable Commits(int count) =>
        new()
        {
            Name = "Commits",
            Caption = "All commits",
            AltText = "Each commit of the week.",
            Columns =
            [
                new Column { Header = "Commit", Kind = ColumnKind.Text },
                new Column { Header = "When", Kind = ColumnKind.Moment },
                new Column { Header = "Who", Kind = ColumnKind.Text },
                new Column { Header = "Repository", Kind = ColumnKind.Text },
                new Column { Header = "Subject", Kind = ColumnKind.Text },
                new Column { Header = "Files", Kind = ColumnKind.Count, HasTotal = true },
                new Column { Header = "Added", Kind = ColumnKind.Count, HasTotal = true },
                new Column { Header = "Removed", Kind = ColumnKind.Count, HasTotal = true },
                new Column { Header = "Ticket", Kind = ColumnKind.Text },
                new Column { Header = "Significant", Kind = ColumnKind.Text },
            ],
            Rows = [.. Enumerable.Range(0, count).Select(Commit)],
        };

    private static IReadOnlyList<Cell> Commit(int number)
    {
        var sha = (number * 2654435761L % 0x10000000).ToString("x7", CultureInfo.InvariantCulture);
        return
        [
            new Cell.Link(sha, new Uri($"https://github.com/shop/labels/commit/{sha}{number}")),
            new Cell.Moment(new DateTimeOffset(2026, 11, 16, 8, 0, 0, TimeSpan.Zero).AddMinutes(number * 7 % 6000)),
            new Cell.Text(People[number % People.Length]),
            new Cell.Text("shop/labels"),
            new Cell.Text(Subjects[number % Subjects.Length]),
            Number(number % 9),
            Number(number * 13 % 700),
            Number(number * 7 % 300),
            new Cell.Link($"SHOP-{number}", new Uri($"https://shop.atlassian.net/browse/SHOP-{number}")),
            new Cell.Text(number % 3 == 0 ? "yes" : "no"),
        ];
    }

    private static DataTable Tickets() =>
        new()
        {
            Name = "Tickets",
            AltText = "No ticket was done.",
            Columns = [new Column { Header = "Ticket", Kind = ColumnKind.Text }, new Column { Header = "Summary", Kind = ColumnKind.Text }, new Column { Header = "Points", Kind = ColumnKind.Count, HasTotal = true }],
            Rows = [],
        };

    private static DataTable Costs() =>
        new()
        {
            Name = "Costs",
            Caption = "Azure, EUR",
            AltText = "Cost by day and service.",
            Columns =
            [
                new Column { Header = "Day", Kind = ColumnKind.Day },
                new Column { Header = "App Service", Kind = ColumnKind.Money, HasTotal = true },
                new Column { Header = "SQL [EUR]", Kind = ColumnKind.Money, HasTotal = true },
                new Column { Header = "Storage", Kind = ColumnKind.Money, HasTotal = true },
            ],
            Rows = [.. Enumerable.Range(14, 7).Select(day => (IReadOnlyList<Cell>)[new Cell.Day(new DateOnly(2026, 11, day)), Number(100.10m + day), Number(71.5m), Number(15.72m)])],
        };

    private static DataTable Deployments() =>
        new()
        {
            Name = "Deployments",
            AltText = "Each deployment of the week.",
            Columns = [new Column { Header = "When", Kind = ColumnKind.Moment }, new Column { Header = "Environment", Kind = ColumnKind.Text }, new Column { Header = "Result", Kind = ColumnKind.Text }],
            Rows = [[new Cell.Moment(new DateTimeOffset(2026, 11, 18, 9, 30, 0, TimeSpan.FromHours(1))), new Cell.Text("production"), new Cell.Text("succeeded")]],
        };

    private static Cell.Number Number(decimal value) => new(value);
}
