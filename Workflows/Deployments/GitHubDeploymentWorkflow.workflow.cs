using Temporalio.Workflows;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.Deployments;

/// <summary>One deployment of GitHub: its request and its statuses.</summary>
[Workflow(WorkflowNames.GitHubDeployment)]
public sealed class GitHubDeploymentWorkflow
{
    private readonly DeploymentRun run;

    // Signals are handled before the first line of the run method: what they need must be there already.
    [WorkflowInit]
    public GitHubDeploymentWorkflow(DeploymentCarry? carried = null) => run = new DeploymentRun(carried ?? new DeploymentCarry());

    [WorkflowSignal(WorkflowNames.DeliverSignal)]
    public Task DeliverAsync(DeliveryEvent delivery)
    {
        run.Entity.Take(delivery);
        return Task.CompletedTask;
    }

    [WorkflowQuery(WorkflowNames.StateQuery)]
    public EntityState State() => run.Entity.State;

    [WorkflowQuery(WorkflowNames.HistoryQuery)]
    public IReadOnlyList<SettledDelivery> History() => run.Entity.History;

    [WorkflowRun]
    public async Task RunAsync(DeploymentCarry? carried = null)
    {
        if (await run.WorkAsync() is { } next)
        {
            throw Workflow.CreateContinueAsNewException((GitHubDeploymentWorkflow workflow) => workflow.RunAsync(next));
        }
    }
}
