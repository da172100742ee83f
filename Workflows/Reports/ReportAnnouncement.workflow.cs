using Temporalio.Workflows;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Reports.Delivering;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts.Reports;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Reports;

/// <summary>Tells people of an edition. That somebody could not be told loses no report. Goes on when the workflow is asked to stop.</summary>
internal sealed class ReportAnnouncement(ReportEdition edition, IReadOnlyList<PublishedDocument> documents, ReportProgress progress)
{
    private const string FailureStep = "report-failure-notice";

    private readonly List<Notification> alerts = [];

    /// <summary>Tells those who can act that there is no report.</summary>
    public static Task TellFailureAsync(ReportKind kind, string period, string reason) =>
        TryTellAsync(FailureStep, ReportNotices.Failed(kind, period, reason, Workflow.Info.RunId));

    /// <returns>Whether the mail was sent; null when none was due.</returns>
    public async Task<bool?> TellAsync(IReadOnlyList<ReportFile> files, IReadOnlyList<ReportText> texts)
    {
        var isMailed = edition.Kind == ReportKind.Weekly ? await MailAsync(files, texts) : null;
        await NotifyAsync(ReportSteps.Announce, [ReportNotices.Published(edition, documents)]);
        if (edition.Anomalies.Count > 0)
        {
            alerts.Add(ReportNotices.CostAnomalies(edition));
        }

        if (alerts.Count > 0)
        {
            await NotifyAsync(ReportSteps.Warn, alerts);
        }

        return isMailed;
    }

    private static Task<SkippedStep?> TryTellAsync(string step, Notification notification) => NonCritical.TryAsync(step, () => Workflow.ExecuteActivityAsync(
        (NotificationActivities activities) => activities.NotifyAsync(notification), ActivityPolicies.NonCritical.Uninterrupted()));

    private Task<bool?> MailAsync(IReadOnlyList<ReportFile> files, IReadOnlyList<ReportText> texts) => progress.DoAsync<bool?>(ReportSteps.Mail, async () =>
    {
        var isDue = true;
        var skipped = await NonCritical.TryAsync(ReportSteps.Mail, async () => isDue = await Workflow.ExecuteActivityAsync(
            (ReportDelivery activities) => activities.MailAsync(edition, files, documents, texts), ActivityPolicies.Reporting.Uninterrupted()) is not null);
        ReportMetrics.Mailed(skipped, isDue);
        if (skipped is not null)
        {
            progress.Skip(ReportSteps.Mail, skipped.Reason);
            alerts.Add(ReportNotices.NotMailed(edition, skipped.Reason, documents));
            return false;
        }

        if (!isDue)
        {
            progress.Skip(ReportSteps.Mail);
        }

        return isDue ? true : null;
    });

    private Task NotifyAsync(string step, IEnumerable<Notification> notifications) => progress.DoAsync(step, async () =>
    {
        foreach (var notification in notifications)
        {
            if (await TryTellAsync(step, notification) is { } skipped)
            {
                progress.Skip(step, skipped.Reason);
            }
        }
    });
}
