using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Webhooks.Activities;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Tests.Patterns;

public sealed class DegradationTests(PatternsWorld world) : IClassFixture<PatternsWorld>
{
    [Fact]
    public async Task The_better_way_that_works_is_the_only_one_taken()
    {
        var (better, lesser) = (world.Name("better"), world.Name("lesser"));

        var result = await world.Client.ExecuteWorkflowAsync((DegradingWorkflow workflow) => workflow.RunAsync(better, lesser), PatternsWorld.Options(better));

        Assert.Equal($"{better} done", result);
        Assert.DoesNotContain(lesser, world.Steps.Attempts);
    }

    [Theory]
    [InlineData("Unavailable", 3, "unavailable")]
    [InlineData(ErrorTypes.Authentication, 1, "authentication-error")]
    public async Task When_its_tries_are_spent_the_lesser_way_is_taken_and_told_why(string errorType, int tries, string reason)
    {
        var (better, lesser) = (world.Name("better"), world.Name("lesser"));
        world.Steps.Fail(better, errorType);

        var result = await world.Client.ExecuteWorkflowAsync((DegradingWorkflow workflow) => workflow.RunAsync(better, lesser), PatternsWorld.Options(better));

        Assert.Equal($"{lesser} done: {reason}", result);
        Assert.Equal(tries, world.Steps.Attempts.Count(step => step == better));
    }

    [Fact]
    public async Task When_the_lesser_way_fails_too_so_does_the_work()
    {
        var (better, lesser) = (world.Name("better"), world.Name("lesser"));
        world.Steps.Fail(better, ErrorTypes.Authentication);
        world.Steps.Fail(lesser, ErrorTypes.Configuration);

        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() =>
            world.Client.ExecuteWorkflowAsync((DegradingWorkflow workflow) => workflow.RunAsync(better, lesser), PatternsWorld.Options(better)));

        Assert.Equal("configuration-error", FailureName.Of(failure.InnerException!)); // It is the workflow's failure.
    }

    [Fact]
    public async Task Work_that_is_asked_to_stop_takes_no_lesser_way()
    {
        var (better, lesser) = (world.Name("better"), world.Name("lesser"));
        var gate = world.Steps.Hold(better);
        var handle = await world.Client.StartWorkflowAsync((DegradingWorkflow workflow) => workflow.RunAsync(better, lesser), PatternsWorld.Options(better));
        await world.BegunAsync(better);

        await handle.CancelAsync();

        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        gate.SetResult();
        Assert.IsType<CanceledFailureException>(failure.InnerException);
        Assert.DoesNotContain(lesser, world.Steps.Attempts);
    }

    [Fact]
    public async Task It_is_counted_once_and_by_no_replay()
    {
        var (better, lesser) = (world.Name("better"), world.Name("lesser"));
        world.Steps.Fail(better, ErrorTypes.Authentication);
        using var counted = new StepCounts("webhooks.steps.degraded");
        await world.Client.ExecuteWorkflowAsync((DegradingWorkflow workflow) => workflow.RunAsync(better, lesser), PatternsWorld.Options(better));
        var history = await world.Client.GetWorkflowHandle(better).FetchHistoryAsync();

        await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<DegradingWorkflow>()).ReplayWorkflowAsync(history);

        Assert.Equal(1, counted.Of(better));
    }
}
