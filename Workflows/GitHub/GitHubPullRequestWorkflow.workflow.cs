using Temporalio.Workflows;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Knowledge;
using Webhooks.Activities.PullRequests;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.GitHub;

/// <summary>
/// One pull request: every event and every review is put in its place, however late it comes. One that was merged has a summary in the
/// knowledge base, which every later event amends; one that was closed without that is remembered and has none.
/// </summary>
[Workflow(WorkflowNames.GitHubPullRequest)]
public sealed class GitHubPullRequestWorkflow
{
    private readonly PullRequestCarry carried;
    private readonly EntityRun run;
    private PullRequest? request;

    // Signals are handled before the first line of the run method: what they need must be there already.
    [WorkflowInit]
    public GitHubPullRequestWorkflow(PullRequestCarry? carried = null)
    {
        this.carried = carried ?? new PullRequestCarry();
        run = new EntityRun(this.carried);
        request = this.carried.Request;
    }

    [WorkflowSignal(WorkflowNames.DeliverSignal)]
    public Task DeliverAsync(DeliveryEvent delivery)
    {
        run.Take(delivery);
        return Task.CompletedTask;
    }

    [WorkflowQuery(WorkflowNames.StateQuery)]
    public EntityState State() => run.State;

    [WorkflowQuery(WorkflowNames.HistoryQuery)]
    public IReadOnlyList<SettledDelivery> History() => run.History;

    [WorkflowRun]
    public async Task RunAsync(PullRequestCarry? carried = null)
    {
        if (!this.carried.IsRecalled)
        {
            request = await Workflow.ExecuteActivityAsync(
                (PullRequestActivities activities) => activities.RecallPullRequestAsync(Workflow.Info.WorkflowId), ActivityPolicies.Recollection.Uninterrupted());
        }

        if (await run.WorkAsync(HandleAsync))
        {
            var next = run.Carry(this.carried with { Request = request, IsRecalled = true });
            throw Workflow.CreateContinueAsNewException((GitHubPullRequestWorkflow workflow) => workflow.RunAsync(next));
        }
    }

    private async Task<Outcome> HandleAsync(DeliveryEvent delivery)
    {
        if (delivery.PullRequest is null)
        {
            return Filtered(EntityRules.EventNotHandled);
        }

        var reading = await Workflow.ExecuteActivityAsync(
            (PullRequestActivities activities) => activities.ReadPullRequestAsync(delivery), ActivityPolicies.Standard.Uninterrupted());
        var next = PullRequest.Following(request, delivery, reading);
        if (next is null || (next == request && delivery.ReplayOf is null))
        {
            return Filtered(EntityRules.NothingNew);
        }

        // Known from here on, even when its document cannot be written: the next event writes it.
        request = next;
        if (delivery.OwnChange)
        {
            return Filtered(EntityRules.OwnChange);
        }

        return new Outcome { Kind = OutcomeKind.Handled, Artefacts = next.IsMerged ? [await WriteAsync(next)] : [] };
    }

    private async Task<string> WriteAsync(PullRequest merged)
    {
        var told = merged with { Changes = await ChangesAsync(merged) };
        request = told;
        var document = await Degradation.OrElseAsync(
            DegradedSteps.Generation,
            () => Workflow.ExecuteActivityAsync(
                (DocumentationActivities activities) => activities.GeneratePullRequestDocumentAsync(told), ActivityPolicies.Generation.Uninterrupted()),
            _ => Workflow.ExecuteActivityAsync(
                (DocumentationActivities activities) => activities.WritePullRequestFromTemplate(told), ActivityPolicies.Standard.Uninterrupted()));
        return await Workflow.ExecuteActivityAsync(
            (KnowledgeActivities activities) => activities.StoreDocumentAsync(document), ActivityPolicies.Storage.Uninterrupted());
    }

    /// <summary>A summary without its commits and areas is better than none; the next event asks for them again.</summary>
    private static async Task<PullRequestChanges?> ChangesAsync(PullRequest merged)
    {
        var changes = merged.Changes;
        await NonCritical.TryAsync("pull-request-changes", async () => changes = await Workflow.ExecuteActivityAsync(
            (PullRequestActivities activities) => activities.FindChangesAsync(merged), ActivityPolicies.NonCritical.Uninterrupted()));
        return changes;
    }

    private static Outcome Filtered(string rule) => new() { Kind = OutcomeKind.Filtered, Reason = rule };
}
