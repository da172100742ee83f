using Temporalio.Workflows;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Knowledge;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Interventions;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Deployments;

/// <summary>
/// What the workflows of all deployments do: put every event in its place, and once something has ended, keep a change log in the knowledge
/// base that every later event amends. Azure's goes to the document store too, and people are told.
/// </summary>
internal sealed class DeploymentRun(DeploymentCarry carried, bool isAzure = false)
{
    private const string PublishingPatch = "publish-change-log";
    private const string AmendStep = "azure-amendment";
    private const string WithdrawStep = "upload-withdrawal";
    private const int MostRemembered = 4;

    private DeploymentLog? log = carried.Log;
    private bool isUploadWaiting = carried.IsUploadWaiting;

    public EntityRun Entity { get; } = new(carried);

    /// <returns>What the next run is to be given; null when the workflow may end.</returns>
    public async Task<DeploymentCarry?> WorkAsync()
    {
        if (!carried.IsRecalled)
        {
            log = await Workflow.ExecuteActivityAsync(
                (DeploymentActivities activities) => activities.RecallDeploymentAsync(Workflow.Info.WorkflowId),
                ActivityPolicies.Recollection.Uninterrupted());
        }

        do
        {
            if (await Entity.WorkAsync(HandleAsync, PatienceOf))
            {
                return Entity.Carry(carried with { Log = log, IsRecalled = true, IsUploadWaiting = isUploadWaiting });
            }
        }
        while (await AmendAsync());

        return null;
    }

    /// <summary>
    /// A status of GitHub has a request before it, for certain. When the first status has waited long enough for it in vain, the others do not
    /// wait again. Azure tells of no beginning that one could rely on.
    /// </summary>
    private TimeSpan? PatienceOf(DeliveryEvent delivery) =>
        delivery.Deployment is { StatusId: not null } && log is null ? carried.RequestPatience : null;

    private async Task<Outcome> HandleAsync(DeliveryEvent delivery)
    {
        if (delivery is { Deployment: null, AzureResource: null })
        {
            return Filtered(EntityRules.EventNotHandled);
        }

        var next = DeploymentLog.Following(log, delivery);
        if (next is null || (next == log && delivery.ReplayOf is null))
        {
            return Filtered(EntityRules.NothingNew);
        }

        // Known from here on, even when its document cannot be written: the next event writes it.
        log = next;
        if (delivery.OwnChange)
        {
            return Filtered(EntityRules.OwnChange);
        }

        if (!next.HasEnded)
        {
            return new Outcome { Kind = OutcomeKind.Handled, Reason = next.HasGap ? DeploymentRemarks.RequestMissing : null };
        }

        var (path, remark) = isAzure && Workflow.Patched(PublishingPatch) ? await PublishAsync(next, delivery) : ((await WriteAsync(next)).Path, null);
        return new Outcome { Kind = OutcomeKind.Handled, Reason = next.HasGap ? DeploymentRemarks.RequestMissing : remark, Artefacts = [path] };
    }

    private async Task<(string Path, string? Remark)> PublishAsync(DeploymentLog ended, DeliveryEvent delivery)
    {
        var step = DeploymentLog.StepOf(delivery) is { Rank: >= DeploymentRank.Ended } end ? end : null;
        if (step?.CorrelationId is { } correlation)
        {
            log = ended = await AzureChangeLog.DescribedAsync(ended, correlation, step.Moment.At, isLast: false);
            log = ended = await RememberedAsync(ended, correlation);
        }

        var (document, path) = await WriteAsync(ended);
        var stored = await UploadAsync(document);
        var told = step is null || delivery.ReplayOf is not null
            ? null
            : await AzureChangeLog.TellAsync(ChangeNotice.Of(ended, step, stored, delivery.DeliveryId));
        return (path, stored is null ? DeploymentRemarks.UploadWaits : told is not null ? DeploymentRemarks.NotNotified : null);
    }

    /// <summary>A workflow that was started again knows the earlier operations from the ledger, and asks once more what Azure still knows of them.</summary>
    private static async Task<DeploymentLog> RememberedAsync(DeploymentLog described, string newest)
    {
        if (described.DetailsOf(newest) is null)
        {
            return described;
        }

        var earlier = described.Timeline.Entries
            .Where(step => step is { Rank: >= DeploymentRank.Ended, CorrelationId: not null } && described.DetailsOf(step.CorrelationId) is null)
            .DistinctBy(step => step.CorrelationId, StringComparer.Ordinal)
            .TakeLast(MostRemembered)
            .ToList();
        foreach (var step in earlier)
        {
            described = await AzureChangeLog.DescribedAsync(described, step.CorrelationId!, step.Moment.At, isLast: true); // Those without one were left out.
        }

        return described;
    }

    /// <summary>
    /// What Azure did not know yet when it was asked, it knows some minutes later: it is asked once more when all is quiet, before the workflow
    /// ends, so that no delivery waits for it.
    /// </summary>
    /// <returns>True when it was: deliveries may have come meanwhile.</returns>
    private async Task<bool> AmendAsync()
    {
        if (log?.Details.Where(each => each.IsPreliminary).ToList() is not { Count: > 0 } preliminary || Workflow.CancellationToken.IsCancellationRequested)
        {
            return false;
        }

        foreach (var correlation in preliminary.Select(each => each.CorrelationId))
        {
            var at = log.Timeline.Entries.LastOrDefault(step => step.CorrelationId == correlation)?.Moment.At ?? new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero);
            log = await AzureChangeLog.DescribedAsync(log, correlation, at, isLast: true);
        }

        if (preliminary.Any(each => log.DetailsOf(each.CorrelationId) != each with { IsPreliminary = false }))
        {
            var amended = log;
            await NonCritical.TryAsync(AmendStep, async () => await UploadAsync((await WriteAsync(amended)).Document));
        }

        return true;
    }

    private static async Task<(GeneratedDocument Document, string Path)> WriteAsync(DeploymentLog ended)
    {
        var document = await Degradation.OrElseAsync(
            DegradedSteps.Generation,
            () => Workflow.ExecuteActivityAsync(
                (DocumentationActivities activities) => activities.GenerateDeploymentDocumentAsync(ended), ActivityPolicies.Generation.Uninterrupted()),
            _ => Workflow.ExecuteActivityAsync(
                (DocumentationActivities activities) => activities.WriteDeploymentFromTemplate(ended), ActivityPolicies.Standard.Uninterrupted()));
        var path = await Workflow.ExecuteActivityAsync(
            (KnowledgeActivities activities) => activities.StoreDocumentAsync(document), ActivityPolicies.Storage.Uninterrupted());
        return (document, path);
    }

    private async Task<Activities.Documents.StoredFile?> UploadAsync(GeneratedDocument document)
    {
        var stored = await AzureChangeLog.UploadAsync(document);
        if (stored is not null && isUploadWaiting)
        {
            // The newer version is in its place, so the one that waits for a person has nothing left to do.
            var waiting = Workflow.GetExternalWorkflowHandle(InterventionId.OfUpload(document.Key));
            await NonCritical.TryAsync(WithdrawStep, () => waiting.SignalAsync(WorkflowNames.RetrySignal, []));
        }

        isUploadWaiting = stored is null;
        return stored;
    }

    private static Outcome Filtered(string rule) => new() { Kind = OutcomeKind.Filtered, Reason = rule };
}
