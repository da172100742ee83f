using Temporalio.Workflows;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.GitHub;

/// <summary>One repository: takes its deliveries in order of arrival, handles one at a time and settles each.</summary>
[Workflow(WorkflowNames.GitHubRepository)]
public sealed class GitHubRepositoryWorkflow
{
    private readonly RepositoryCarry carried;
    private readonly EntityRun run;

    // Signals are handled before the first line of the run method: what they need must be there already.
    [WorkflowInit]
    public GitHubRepositoryWorkflow(RepositoryCarry? carried = null)
    {
        this.carried = carried ?? new RepositoryCarry();
        run = new EntityRun(this.carried);
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
    public async Task RunAsync(RepositoryCarry? carried = null)
    {
        if (await run.WorkAsync(PushHandling.HandleAsync))
        {
            var next = run.Carry(this.carried);
            throw Workflow.CreateContinueAsNewException((GitHubRepositoryWorkflow workflow) => workflow.RunAsync(next));
        }
    }
}
