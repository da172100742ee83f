using Temporalio.Client;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Tests.Patterns;

public sealed class EscalationTests(PatternsWorld world) : IClassFixture<PatternsWorld>
{
    private static readonly EscalationPlan Plan = new()
    {
        Channels = ["DevOps", "Leads", "Alerts"],
        Patience = TimeSpan.FromHours(1),
        LongestPatience = TimeSpan.FromHours(3),
    };

    [Fact]
    public async Task Each_reminder_goes_further_up_after_a_longer_time_and_the_last_channel_is_reminded_on_and_on()
    {
        var handle = await StartedAsync();
        await world.Environment.DelayAsync(TimeSpan.FromHours(10));

        await handle.SignalAsync(workflow => workflow.OverAsync());

        Assert.Equal(["DevOps 0 0", "Leads 1 1", "Alerts 2 3", "Alerts 3 6", "Alerts 4 9"], await handle.GetResultAsync());
    }

    [Fact]
    public async Task When_it_is_over_nobody_is_reminded_any_more()
    {
        var handle = await StartedAsync();
        await world.Environment.DelayAsync(TimeSpan.FromMinutes(30));

        await handle.SignalAsync(workflow => workflow.OverAsync());

        Assert.Equal(["DevOps 0 0"], await handle.GetResultAsync());
    }

    [Fact]
    public async Task The_next_run_goes_on_where_the_one_before_it_was()
    {
        var next = new DateTimeOffset(await world.Environment.GetCurrentTimeAsync()) + TimeSpan.FromHours(2);
        var handle = await StartedAsync(new EscalationState { Reminders = 1, NextAt = next });
        await world.Environment.DelayAsync(TimeSpan.FromHours(3));

        await handle.SignalAsync(workflow => workflow.OverAsync());

        Assert.Equal(["Leads 1 2"], await handle.GetResultAsync());
    }

    private async Task<WorkflowHandle<EscalatingWorkflow, IReadOnlyList<string>>> StartedAsync(EscalationState? carried = null)
    {
        var handle = await world.Client.StartWorkflowAsync((EscalatingWorkflow workflow) => workflow.RunAsync(Plan, carried), PatternsWorld.Options(world.Name("escalation")));
        return handle;
    }
}
