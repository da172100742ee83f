using Temporalio.Workflows;

namespace Webhooks.Workflows.Patterns;

/// <summary>Waits for people: asks them, and reminds them, further and further up a list of channels, until it is over.</summary>
internal sealed class Escalation(EscalationPlan plan, EscalationState? carried = null)
{
    public EscalationState State { get; private set; } = carried ?? new EscalationState();

    /// <param name="isOver">Asked whenever anything happened.</param>
    /// <param name="remindAsync">Tells a channel; whether that matters is its own affair. Is given the channel and how often people were told before.</param>
    /// <returns>False when it is not over, and the workflow should continue as new.</returns>
    public async Task<bool> UntilAsync(Func<bool> isOver, Func<string, int, Task> remindAsync)
    {
        while (!isOver())
        {
            if (Workflow.ContinueAsNewSuggested)
            {
                return false;
            }

            var pause = State.NextAt - Now;
            if (pause is null || pause <= TimeSpan.Zero)
            {
                await RemindAsync(remindAsync);
                continue;
            }

            await Workflow.WaitConditionAsync(isOver, pause.Value);
        }

        return true;
    }

    private static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);

    private async Task RemindAsync(Func<string, int, Task> remindAsync)
    {
        var before = State.Reminders;
        var patience = plan.Patience * Math.Pow(2, Math.Min(before, 20));
        State = new EscalationState { Reminders = before + 1, NextAt = Now + (patience < plan.LongestPatience ? patience : plan.LongestPatience) };
        StepMetrics.Reminded(Workflow.Info.WorkflowType);
        await remindAsync(plan.Channels[Math.Min(before, plan.Channels.Count - 1)], before);
    }
}
