using Temporalio.Workflows;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Tests.Patterns;

[Workflow]
public sealed class DegradingWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string better, string lesser) => Degradation.OrElseAsync(
        better,
        () => Workflow.ExecuteActivityAsync((ScriptedSteps steps) => steps.DoStepAsync(better), ActivityPolicies.Generation),
        async reason => $"{await Workflow.ExecuteActivityAsync((ScriptedSteps steps) => steps.DoStepAsync(lesser), ActivityPolicies.Standard)}: {FailureName.Of(reason)}");
}
