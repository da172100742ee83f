using Temporalio.Workflows;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Tests.Patterns;

[Workflow]
public sealed class CompensatingWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string key, IReadOnlyList<string> steps) => Compensation.AllOrNoneAsync(key, $"Do {key}", async compensation =>
    {
        foreach (var step in steps)
        {
            await DoAsync(step);
            compensation.Add(step, () => DoAsync($"undo {step}"));
        }

        return "all done";
    });

    private static Task<string> DoAsync(string step) =>
        Workflow.ExecuteActivityAsync((ScriptedSteps scripted) => scripted.DoStepAsync(step), ActivityPolicies.Standard.Uninterrupted());
}
