using System.Globalization;
using Webhooks.Activities.Reports.Data;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>One thing in one line of plain text. Titles in it are foreign.</summary>
internal static class ReportLines
{
    public static string Of(ReportPullRequest request) => $"{request.Repository} #{request.Number.ToString(CultureInfo.InvariantCulture)}: {Phrase.Title(request.Title)} ({Phrase.Title(request.Author)})";

    public static string Of(ReportTicket ticket) => $"{ticket.Key}: {Phrase.Title(ticket.Summary)}";

    public static string Of(ReportDeployment deployment) =>
        $"{Phrase.Title(deployment.Name)}, {Phrase.Title(deployment.Environment)}: {Phrase.Title(deployment.What)} {State(deployment.State)}";

    public static string Of(CostAnomaly anomaly) =>
        $"Costs of {Day(anomaly.Day)} were {Phrase.Money(anomaly.Cost, anomaly.Currency)}; the seven days before cost {Phrase.Money(anomaly.Average, anomaly.Currency)} a day on average.";

    /// <summary>A sentence on what could not be read.</summary>
    public static string Of(MissingSource missing)
    {
        var name = Phrase.Sentence(SourceName(missing.Source));
        return missing.Reason switch
        {
            "truncated" => $"{name} could not be read to the end: there may be more than this report has.",
            "payload-gone" => $"{name}: the contents of some deliveries are no longer kept, so details are missing.",
            _ => $"{name} could not be read, or not to the end ({Phrase.Title(missing.Reason)}): what this report says of them is incomplete.",
        };
    }

    /// <summary><c>not all tickets and commits could be read.</c></summary>
    public static string Unread(IReadOnlyList<string> sources) => $"not all {Phrase.And([.. sources.Select(SourceName)])} could be read.";

    public static string WithStatus(ReportTicket ticket) => ticket.Status is { } status ? $"{Of(ticket)} ({Phrase.Title(status)})" : Of(ticket);

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string State(ReportDeploymentState state) => state switch
    {
        ReportDeploymentState.Running => "is running",
        ReportDeploymentState.Succeeded => "succeeded",
        ReportDeploymentState.Failed => "failed",
    };

    public static string SourceName(string source) => source switch
    {
        ReportSources.Commits => "commits",
        ReportSources.PullRequests => "pull requests",
        ReportSources.Tickets => "tickets",
        ReportSources.Deployments => "deployments",
        ReportSources.Costs => "costs",
        ReportSources.Deliveries => "counts of deliveries",
        _ => source,
    };
}
