using Webhooks.Activities.Reports.Data;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>What a report would point at, from its data alone.</summary>
internal static class ReportPoints
{
    public static IReadOnlyList<string> Finished(ReportData data, int most) =>
    [
        .. Phrase.Points(ReportOrder.Completed(data), most, ticket => $"Completed: {ReportLines.Of(ticket)}", "tickets were completed"),
        .. Phrase.Points(ReportOrder.Merged(data), most, request => $"Merged: {ReportLines.Of(request)}", "pull requests were merged"),
    ];

    /// <summary>What failed, went back, cost too much, or is not known.</summary>
    public static IReadOnlyList<string> Attention(ReportContent content, int most)
    {
        var data = content.Data;
        return
        [
            .. Phrase.Points(ReportOrder.Failed(data), most, deployment => $"Failed: {Phrase.Title(deployment.Name)}, {Phrase.Title(deployment.Environment)}: {Phrase.Title(deployment.What)}", "deployments failed"),
            .. Phrase.Points(ReportOrder.Reopened(data), most, ticket => $"Reopened: {ReportLines.Of(ticket)}", "tickets were reopened"),
            .. data.Costs.Anomalies.Select(ReportLines.Of),
            .. content.Edition.Missing.Select(ReportLines.Of),
            .. Quarantined(data.Completeness),
        ];
    }

    /// <summary>What goes on after the period; nothing is guessed.</summary>
    public static IReadOnlyList<string> Open(ReportData data, int most)
    {
        var running = data.Deployments.Where(deployment => deployment.State == ReportDeploymentState.Running).ToList();
        return
        [
            .. Phrase.Points(ReportOrder.InProgress(data), most, ticket => $"In progress: {ReportLines.WithStatus(ticket)}", "tickets are in progress"),
            .. Phrase.Points(ReportOrder.Open(data), most, request => $"Open: {ReportLines.Of(request)}", "pull requests are open"),
            .. Phrase.Points(running, most, deployment => $"Running: {Phrase.Title(deployment.Name)}, {Phrase.Title(deployment.Environment)}: {Phrase.Title(deployment.What)}", "deployments are running"),
        ];
    }

    private static IEnumerable<string> Quarantined(Completeness completeness) => completeness.Quarantined > 0
        ? [$"{Phrase.Count(completeness.Quarantined, "delivery", "deliveries")} could not be handled and {(completeness.Quarantined == 1 ? "waits" : "wait")} for a person; this report does not contain {(completeness.Quarantined == 1 ? "it" : "them")}."]
        : [];
}
