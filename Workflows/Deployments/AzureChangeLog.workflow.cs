using System.Text;
using Temporalio.Workflows;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Notifications;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Deployments;

/// <summary>What is done for a change in Azure beyond writing it down: asking Azure for more, putting the document where people look, telling them.</summary>
internal static class AzureChangeLog
{
    public const string Folder = "Infrastructure Changes";

    private const string DetailsStep = "azure-details";
    private const string CostStep = "azure-cost";
    private const string NoticeStep = "change-notice";

    /// <param name="log">What is known.</param>
    /// <param name="correlation">Of the request to ask about.</param>
    /// <param name="at">When it was.</param>
    /// <param name="isLast">Nobody asks again.</param>
    /// <returns>With what Azure tells; that Azure is not asked, or does not answer, keeps nobody from writing down the rest.</returns>
    public static async Task<DeploymentLog> DescribedAsync(DeploymentLog log, string correlation, DateTimeOffset at, bool isLast)
    {
        var question = new ChangeQuestion { ResourceId = log.ResourceId ?? "", CorrelationId = correlation, At = at, IsLast = isLast };
        ChangeDetails? details = null;
        var skipped = await NonCritical.TryAsync(DetailsStep, async () => details = await Workflow.ExecuteActivityAsync(
            (AzureActivities activities) => activities.DescribeChangeAsync(question), ActivityPolicies.NonCritical.Uninterrupted()));
        var known = log.DetailsOf(correlation);
        if (skipped is not null)
        {
            return log.With((known ?? new ChangeDetails { CorrelationId = correlation }) with { IsPreliminary = !isLast });
        }

        return details is null ? log : log.With(details with { Cost = known?.Cost ?? await CostAsync(question) });
    }

    /// <returns>Where it stands in the document store; null when it waits for a person.</returns>
    public static Task<StoredFile?> UploadAsync(GeneratedDocument document) => DocumentUpload.OrBackupAsync(new DocumentFile
    {
        Folder = Folder,
        Name = document.Path.Split('/')[^1],
        ContentType = "text/markdown",
        Content = Encoding.UTF8.GetBytes(document.Markdown),
        Key = document.Key,
    });

    public static Task<SkippedStep?> TellAsync(Notification notification) => NonCritical.TryAsync(NoticeStep, () => Workflow.ExecuteActivityAsync(
        (NotificationActivities activities) => activities.NotifyAsync(notification), ActivityPolicies.NonCritical.Uninterrupted()));

    private static async Task<CostHint?> CostAsync(ChangeQuestion question)
    {
        CostHint? cost = null;
        await NonCritical.TryAsync(CostStep, async () => cost = await Workflow.ExecuteActivityAsync(
            (AzureActivities activities) => activities.ReadCostHintAsync(question), ActivityPolicies.NonCritical.Uninterrupted()));
        return cost;
    }
}
