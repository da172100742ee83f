using Webhooks.Activities.Reports.Data;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>What a report would point at, from its data alone.</summary>
internal static class ReportPoints
{
    public static IReadOnlyList<string> Finished(ReportData data, int most) =>
    [
        .. Phrase.Points(ReportOrder.Completed(data), most, ticket => $"Completed: {ReportLines.Of(ticket)}", "ticket was completed", "tickets were completed"),
        .. Phrase.Points(ReportOrder.Merged(data), most, request => $"Merged: {ReportLines.Of(request)}", "pull request was merged", "pull requests were merged"),
    ];

    /// <summary>What failed, went back, cost too much, or is not known.</summary>
    public static IReadOnlyList<string> Attention(ReportContent content, int most)
    {
        var data = content.Data;
        return
        [
            .. Phrase.Points(ReportOrder.Failed(data), most, deployment => $"Failed: {Phrase.Title(deployment.Name)}, {Phrase.Title(deployment.Environment)}: {Phrase.Title(deployment.What)}", "deployment failed", "deployments failed"),
            .. Phrase.Points(ReportOrder.Reopened(data), most, ticket => $"Reopened: {ReportLines.Of(ticket)}", "ticket was reopened", "tickets were reopened"),
            .. data.Costs.Anomalies.Select(ReportLines.Of),
            .. content.Edition.Missing.Select(ReportLines.Of),
            .. Quarantined(data.Completeness),
        ];
    }

    /// <summary>For when <see cref="Finished"/> has none.</summary>
    public static string NoneFinished(ReportContent content) => content.Nothing("Nothing was merged or completed.", ReportSources.PullRequests, ReportSources.Tickets);

    /// <summary>For when <see cref="Attention"/> has none. Costs are spoken of only where they are known.</summary>
    public static string NoAttention(ReportContent content) => content.Nothing(
        content.Data.Costs.IsKnown ? "Nothing failed, was reopened or cost unusually much." : "Nothing failed or was reopened.", ReportSources.Deployments, ReportSources.Tickets, ReportSources.Costs);

    /// <summary>For when <see cref="Open"/> has none.</summary>
    public static string NoneOpen(ReportContent content) => content.Nothing("Nothing was left under way.", ReportSources.Tickets, ReportSources.PullRequests, ReportSources.Deployments);

    /// <summary>What goes on after the period; nothing is guessed.</summary>
    public static IReadOnlyList<string> Open(ReportData data, int most)
    {
        var running = data.Deployments.Where(deployment => deployment.State == ReportDeploymentState.Running).ToList();
        return
        [
            .. Phrase.Points(ReportOrder.InProgress(data), most, ticket => $"In progress: {ReportLines.WithStatus(ticket)}", "ticket is in progress", "tickets are in progress"),
            .. Phrase.Points(ReportOrder.Open(data), most, request => $"Open: {ReportLines.Of(request)}", "pull request is open", "pull requests are open"),
            .. Phrase.Points(running, most, deployment => $"Running: {Phrase.Title(deployment.Name)}, {Phrase.Title(deployment.Environment)}: {Phrase.Title(deployment.What)}", "deployment is running", "deployments are running"),
        ];
    }

    private static IEnumerable<string> Quarantined(Completeness completeness) => completeness.Quarantined > 0
        ? [$"{Phrase.Count(completeness.Quarantined, "delivery", "deliveries")} could not be handled and {(completeness.Quarantined == 1 ? "waits" : "wait")} for a person; this report does not contain {(completeness.Quarantined == 1 ? "it" : "them")}."]
        : [];
}
