using System.Globalization;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>Names of the tables of reports. By them <see cref="ReportCheck"/> knows what a table's rows or its sum must be: a name that it does not know is refused.</summary>
internal static class TableNames
{
    public const string KeyFigures = "KeyFigures";
    public const string Commits = "Commits";
    public const string PullRequests = "PullRequests";
    public const string MergedPullRequests = "MergedPullRequests";
    public const string Tickets = "Tickets";
    public const string CompletedTickets = "CompletedTickets";
    public const string Deployments = "Deployments";
    public const string Costs = "Costs";
    public const string Completeness = "Completeness";
    public const string CommitsByDay = "CommitsByDay";
    public const string CommitsByAuthor = "CommitsByAuthor";
    public const string CommitsByRepository = "CommitsByRepository";
    public const string TicketsByDay = "CompletedTicketsByDay";

    private const string CostByServiceStart = "CostByService_";
    private const string CommitsStart = "Commits_";

    /// <summary>Of the commits of one repository.</summary>
    public static string CommitsOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{CommitsStart}{number}");

    public static bool IsCommits(string name) => name == Commits || name.StartsWith(CommitsStart, StringComparison.Ordinal);

    public static string CostByService(string currency) => CostByServiceStart + string.Concat(currency.Where(char.IsAsciiLetterOrDigit));
}
