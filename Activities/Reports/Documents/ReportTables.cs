using System.Globalization;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office.Tables;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>Tables of what happened. Names and titles in cells are foreign, and stay text.</summary>
internal sealed class ReportTables(ReportContent content)
{
    public const string Merged = "merged";
    public const string Completed = "completed";
    public const string Failed = "failed";

    private const int ShortSha = 8;

    private readonly ReportDays days = new(content.Edition.Window);

    public static DataTable PullRequests(string name, IReadOnlyList<ReportPullRequest> requests) => new()
    {
        Name = name,
        AltText = $"{Phrase.Count(requests.Count, "pull request")} with repository, title, author and state.",
        Columns =
        [
            Columns.Text("Number", 0.9), Columns.Text("Repository", 2.4), Columns.Text("Title", 4.1), Columns.Text("Author", 1.6), Columns.Text(ColumnNames.State, 1), Columns.Number("Added", 0.9), Columns.Number("Removed", 1.1),
        ],
        Rows =
        [
            .. requests.Select(request => (IReadOnlyList<Cell>)
            [
                Cells.Link($"#{request.Number.ToString(CultureInfo.InvariantCulture)}", request.Link), Cells.Text(request.Repository), Cells.Text(request.Title), Cells.Text(request.Author), Cells.Text(State(request)),
                Cells.Number(request.Additions), Cells.Number(request.Deletions),
            ]),
        ],
    };

    public static DataTable Tickets(string name, IReadOnlyList<ReportTicket> tickets) => new()
    {
        Name = name,
        AltText = $"{Phrase.Count(tickets.Count, "ticket")} with summary, status, assignee and what became of it.",
        Columns = [Columns.Text("Ticket", 1.3), Columns.Text("Summary", 4.7), Columns.Text("Status", 1.5), Columns.Text("Assignee", 1.8), Columns.Text(ColumnNames.State, 1.3)],
        Rows =
        [
            .. tickets.Select(ticket => (IReadOnlyList<Cell>)
                [Cells.Link(ticket.Key, ticket.Link), Cells.Text(ticket.Summary), Cells.Text(ticket.Status), Cells.Text(ticket.Assignee), Cells.Text(State(ticket))]),
        ],
    };

    public static DataTable Completeness(Completeness counts) => new()
    {
        Name = TableNames.Completeness,
        AltText = $"What became of the {Phrase.Count(counts.Deliveries, "delivery", "deliveries")} that this report covers.",
        Columns = [Columns.Text("Outcome", 2), Columns.Text("Meaning", 5), new Column { Header = ColumnNames.Deliveries, Kind = ColumnKind.Count, Weight = 1.4, HasTotal = true }],
        Rows =
        [
            Row("Included", "In this report", counts.Included),
            Row("Open", "In this report; without an outcome when it was counted", counts.Open),
            .. counts.Rules.Select(rule => Row("Filtered", $"Nothing to do, by the rule {rule.Rule}", rule.Count)),
            .. counts.Rules.Count == 0 ? new[] { Row("Filtered", "Nothing to do, by rule", counts.Filtered) } : [],
            Row("Duplicates", "Told what another delivery had told", counts.Duplicates),
            Row("Quarantined", "Could not be handled; set aside for a person, and not in this report", counts.Quarantined),
        ],
    };

    public DataTable Deployments(IReadOnlyList<ReportDeployment> deployments) => new()
    {
        Name = TableNames.Deployments,
        AltText = $"{Phrase.Count(deployments.Count, "deployment")} with time, name, environment and result.",
        Columns = [Columns.Moment("Last heard of", 2), Columns.Text("Name", 2.4), Columns.Text("Environment", 1.7), Columns.Text("What", 3), Columns.Text(ColumnNames.Result, 1.3)],
        Rows =
        [
            .. deployments.Select(deployment => (IReadOnlyList<Cell>)
                [new Cell.Moment(days.Local(deployment.At)), Cells.Link(deployment.Name, deployment.Link), Cells.Text(deployment.Environment), Cells.Text(deployment.What), Cells.Text(State(deployment.State))]),
        ],
    };

    /// <summary>Of one repository.</summary>
    public DataTable Commits(string name, IReadOnlyList<ReportCommit> commits) => new()
    {
        Name = name,
        AltText = $"{Phrase.Count(commits.Count, "commit")} with time of the push, title and author.",
        Columns = [Columns.Moment("Pushed", 1.9), Columns.Text("Commit", 1.2), Columns.Text("Title", 5.2), Columns.Text("Author", 1.9), Columns.Number("Files", 0.7)],
        Rows =
        [
            .. commits.Select(commit => (IReadOnlyList<Cell>)
                [new Cell.Moment(days.Local(commit.PushedAt)), Cells.Link(Short(commit.Sha), commit.Link), Cells.Text(commit.Title), Cells.Text(commit.Author), Cells.Number(commit.Files)]),
        ],
    };

    /// <summary>A count for each name; a chart can stand over it.</summary>
    public static DataTable Counts(string name, string caption, string nameHeader, string countHeader, IReadOnlyList<Tally> tallies) => new()
    {
        Name = name,
        Caption = caption,
        AltText = $"{caption}: {ReportCharts.Told(tallies)}",
        Columns = [Columns.Text(nameHeader, 3), new Column { Header = countHeader, Kind = ColumnKind.Count, Weight = 1, HasTotal = true }],
        Rows = [.. tallies.Select(tally => (IReadOnlyList<Cell>)[Cells.Text(tally.Name), new Cell.Number(tally.Count)])],
    };

    public static DataTable CostByService(string currency, IReadOnlyList<(string Service, decimal Cost)> costs) => new()
    {
        Name = TableNames.CostByService(currency),
        Caption = $"Cost by service ({currency})",
        AltText = $"Cost of {Phrase.Count(costs.Count, "service")} in {currency}.",
        Columns = [Columns.Text("Service", 3), new Column { Header = ColumnNames.Cost, Kind = ColumnKind.Money, Weight = 1, HasTotal = true }],
        Rows = [.. costs.Select(cost => (IReadOnlyList<Cell>)[Cells.Text(cost.Service), new Cell.Number(cost.Cost)])],
    };

    public static string State(ReportPullRequest request) => request.IsMerged ? Merged : request.IsClosed ? "closed" : "open";

    public static string State(ReportTicket ticket) => ticket.IsCompleted ? Completed : ticket.IsReopened ? "reopened" : "changed";

    public static string State(ReportDeploymentState state) => state switch
    {
        ReportDeploymentState.Running => "running",
        ReportDeploymentState.Succeeded => "succeeded",
        ReportDeploymentState.Failed => Failed,
    };

    public static string Short(string sha) => sha.Length > ShortSha ? sha[..ShortSha] : sha;

    private static IReadOnlyList<Cell> Row(string outcome, string meaning, int count) => [Cells.Text(outcome), Cells.Text(meaning), new Cell.Number(count)];
}
