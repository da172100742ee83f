using Temporalio.Workflows;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.Deployments;

/// <summary>One deployment or resource of Azure: what was written, deleted and done.</summary>
[Workflow(WorkflowNames.AzureDeploymentHandler)]
public sealed class AzureDeploymentHandlerWorkflow
{
    private readonly DeploymentRun run;

    // Signals are handled before the first line of the run method: what they need must be there already.
    [WorkflowInit]
    public AzureDeploymentHandlerWorkflow(DeploymentCarry? carried = null) => run = new DeploymentRun(carried ?? new DeploymentCarry(), isAzure: true);

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
            throw Workflow.CreateContinueAsNewException((AzureDeploymentHandlerWorkflow workflow) => workflow.RunAsync(next));
        }
    }
}
