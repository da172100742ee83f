using Temporalio.Workflows;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Tests.Patterns;

[Workflow]
public sealed class EscalatingWorkflow
{
    private readonly List<string> told = [];
    private bool isOver;

    [WorkflowSignal("over")]
    public Task OverAsync()
    {
        isOver = true;
        return Task.CompletedTask;
    }

    /// <returns>Who was told, and after how many hours.</returns>
    [WorkflowRun]
    public async Task<IReadOnlyList<string>> RunAsync(EscalationPlan plan, EscalationState? carried = null)
    {
        var begun = Workflow.UtcNow;
        await new Escalation(plan, carried).UntilAsync(() => isOver, (channel, before) =>
        {
            told.Add($"{channel} {before} {(Workflow.UtcNow - begun).TotalHours:0}");
            return Task.CompletedTask;
        });
        return told;
    }
}
