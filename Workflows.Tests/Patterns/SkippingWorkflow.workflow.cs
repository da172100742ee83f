using Temporalio.Workflows;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Tests.Patterns;

[Workflow]
public sealed class SkippingWorkflow
{
    [WorkflowRun]
    public Task<SkippedStep?> RunAsync(string step) => NonCritical.TryAsync(
        step, () => Workflow.ExecuteActivityAsync((ScriptedSteps steps) => steps.DoStepAsync(step), ActivityPolicies.NonCritical));
}
