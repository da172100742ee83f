using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office.Tables;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>The tables of the workbook that have every row.</summary>
internal sealed class WorkbookTables(ReportContent content)
{
    private readonly ReportData data = content.Data;
    private readonly ReportDays days = new(content.Edition.Window);

    /// <summary>Missing numbers are empty cells, so that no formula takes them for zeros.</summary>
    public DataTable KeyFigures()
    {
        var comparison = new ReportComparison(content);
        return new DataTable
        {
            Name = TableNames.KeyFigures,
            Caption = "Key figures",
            AltText = "Each figure with that of the week before and the change between them.",
            Columns =
            [
                Columns.Text(ColumnNames.Figure, 3), Columns.Number(ColumnNames.Value, 1), Columns.Number("Week before", 1),
                new Column { Header = "Change", Kind = ColumnKind.Share, Weight = 1 },
            ],
            Rows =
            [
                .. ReportFigure.All.Select(figure => (IReadOnlyList<Cell>)
                [
                    Cells.Text(figure.Label),
                    content.IsMissing(figure.Source) && figure.Of(content.Edition.Figures) == 0 ? Cell.Empty : new Cell.Number(figure.Of(content.Edition.Figures)),
                    comparison.Before(figure) is { } before ? new Cell.Number(before) : Cell.Empty,
                    comparison.Before(figure) is > 0 and { } whole && comparison.Difference(figure) is { } difference ? new Cell.Number(Math.Round(difference / whole, 4)) : Cell.Empty,
                ]),
            ],
        };
    }

    public DataTable Commits() => new()
    {
        Name = TableNames.Commits,
        AltText = "Every commit of the week.",
        Columns =
        [
            Columns.Moment("Pushed", 1.5), Columns.Text("Repository", 2), Columns.Text("Branch", 1.5), Columns.Text("Commit", 1), Columns.Text("Title", 5),
            Columns.Text("Author", 2), Columns.Number("Files", 1),
        ],
        Rows =
        [
            .. data.Commits.Select(commit => (IReadOnlyList<Cell>)
            [
                new Cell.Moment(days.Local(commit.PushedAt)), Cells.Text(commit.Repository), Cells.Text(commit.Branch), Cells.Link(ReportTables.Short(commit.Sha), commit.Link),
                Cells.Text(commit.Title), Cells.Text(commit.Author), Cells.Number(commit.Files),
            ]),
        ],
    };

    public DataTable PullRequests() => new()
    {
        Name = TableNames.PullRequests,
        AltText = "Every pull request of which something was heard in the week.",
        Columns =
        [
            Columns.Text("Repository", 2), Columns.Text("Number", 1), Columns.Text("Title", 5), Columns.Text("Author", 2), Columns.Text(ColumnNames.State, 1),
            Columns.Moment("Last change", 1.5), Columns.Number("Added", 1), Columns.Number("Removed", 1),
        ],
        Rows =
        [
            .. data.PullRequests.Select(request => (IReadOnlyList<Cell>)
            [
                Cells.Text(request.Repository), Cells.Link($"#{request.Number}", request.Link), Cells.Text(request.Title), Cells.Text(request.Author),
                Cells.Text(ReportTables.State(request)), new Cell.Moment(days.Local(request.At)), Cells.Number(request.Additions), Cells.Number(request.Deletions),
            ]),
        ],
    };

    public DataTable Tickets() => new()
    {
        Name = TableNames.Tickets,
        AltText = "Every ticket of which something was heard in the week.",
        Columns =
        [
            Columns.Text("Ticket", 1), Columns.Text("Summary", 5), Columns.Text("Type", 1), Columns.Text("Status", 1.5), Columns.Text("Priority", 1),
            Columns.Text("Assignee", 2), Columns.Text(ColumnNames.State, 1), Columns.Number("Changes", 1), Columns.Moment("Last change", 1.5), Columns.Text("Site", 2),
        ],
        Rows =
        [
            .. data.Tickets.Select(ticket => (IReadOnlyList<Cell>)
            [
                Cells.Link(ticket.Key, ticket.Link), Cells.Text(ticket.Summary), Cells.Text(ticket.Type), Cells.Text(ticket.Status), Cells.Text(ticket.Priority),
                Cells.Text(ticket.Assignee), Cells.Text(ReportTables.State(ticket)), Cells.Number(ticket.Changes), new Cell.Moment(days.Local(ticket.At)), Cells.Text(ticket.Site),
            ]),
        ],
    };

    public DataTable Deployments() => new()
    {
        Name = TableNames.Deployments,
        AltText = "Every deployment of which something was heard in the week.",
        Columns =
        [
            Columns.Moment("Last heard of", 1.5), Columns.Text("System", 1), Columns.Text("Name", 2.5), Columns.Text("Environment", 2), Columns.Text("What", 3),
            Columns.Text(ColumnNames.Result, 1),
        ],
        Rows =
        [
            .. data.Deployments.Select(deployment => (IReadOnlyList<Cell>)
            [
                new Cell.Moment(days.Local(deployment.At)), Cells.Text(deployment.System), Cells.Link(deployment.Name, deployment.Link), Cells.Text(deployment.Environment),
                Cells.Text(deployment.What), Cells.Text(ReportTables.State(deployment.State)),
            ]),
        ],
    };

    /// <summary>A total only of one currency.</summary>
    public DataTable Costs() => new()
    {
        Name = TableNames.Costs,
        AltText = "What each service cost on each day.",
        Columns =
        [
            new Column { Header = "Day", Kind = ColumnKind.Day, Weight = 1 }, Columns.Text("Service", 3),
            new Column { Header = ColumnNames.Cost, Kind = ColumnKind.Money, Weight = 1, HasTotal = content.Edition.Figures.Costs.Count == 1 }, Columns.Text(ColumnNames.Currency, 1),
        ],
        Rows =
        [
            .. data.Costs.Costs.Select(cost => (IReadOnlyList<Cell>)
                [new Cell.Day(cost.Day), Cells.Text(cost.Service), new Cell.Number(cost.Cost), Cells.Text(cost.Currency)]),
        ],
    };
}
