using Temporalio.Client;
using Temporalio.Exceptions;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Tests.Patterns;

public sealed class NonCriticalTests(PatternsWorld world) : IClassFixture<PatternsWorld>
{
    [Fact]
    public async Task A_step_that_is_done_leaves_nothing_to_say()
    {
        var step = world.Name("notice");

        Assert.Null(await world.Client.ExecuteWorkflowAsync((SkippingWorkflow workflow) => workflow.RunAsync(step), PatternsWorld.Options(step)));
    }

    [Fact]
    public async Task A_step_that_fails_for_good_is_left_out_counted_and_in_the_result()
    {
        var step = world.Name("notice");
        world.Steps.Fail(step, "Unavailable");
        using var counted = new StepCounts("webhooks.steps.skipped");

        var skipped = await world.Client.ExecuteWorkflowAsync((SkippingWorkflow workflow) => workflow.RunAsync(step), PatternsWorld.Options(step));

        Assert.Equal(new SkippedStep { Step = step, Reason = "unavailable" }, skipped);
        Assert.Equal(3, world.Steps.Attempts.Count(each => each == step));
        Assert.Equal(1, counted.Of(step));
    }

    [Fact]
    public async Task Work_that_is_asked_to_stop_does_not_go_on_without_the_step()
    {
        var step = world.Name("notice");
        var gate = world.Steps.Hold(step);
        var handle = await world.Client.StartWorkflowAsync((SkippingWorkflow workflow) => workflow.RunAsync(step), PatternsWorld.Options(step));
        await world.BegunAsync(step);

        await handle.CancelAsync();

        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        gate.SetResult();
        Assert.IsType<CanceledFailureException>(failure.InnerException);
    }
}
