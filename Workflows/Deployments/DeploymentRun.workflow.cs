using Temporalio.Workflows;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Knowledge;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.Deployments;

/// <summary>
/// What the workflows of all deployments do: put every event in its place, and once something has ended, keep a change log in the knowledge
/// base that every later event amends.
/// </summary>
internal sealed class DeploymentRun(DeploymentCarry carried)
{
    private DeploymentLog? log = carried.Log;

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

        return await Entity.WorkAsync(HandleAsync, PatienceOf) ? Entity.Carry(carried with { Log = log, IsRecalled = true }) : null;
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
        return new Outcome
        {
            Kind = OutcomeKind.Handled,
            Reason = next.HasGap ? DeploymentRemarks.RequestMissing : null,
            Artefacts = next.HasEnded ? [await WriteAsync(next)] : [],
        };
    }

    private static async Task<string> WriteAsync(DeploymentLog ended)
    {
        var document = await Workflow.ExecuteActivityAsync(
            () => DocumentationActivities.GenerateDeploymentDocument(ended), ActivityPolicies.Generation.Uninterrupted());
        return await Workflow.ExecuteActivityAsync(
            (KnowledgeActivities activities) => activities.StoreDocumentAsync(document), ActivityPolicies.Critical.Uninterrupted());
    }

    private static Outcome Filtered(string rule) => new() { Kind = OutcomeKind.Filtered, Reason = rule };
}
