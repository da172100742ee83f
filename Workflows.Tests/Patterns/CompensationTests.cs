using Temporalio.Client;
using Temporalio.Exceptions;
using Webhooks.Activities;
using Webhooks.Contracts;
using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Tests.Patterns;

public sealed class CompensationTests(PatternsWorld world) : IClassFixture<PatternsWorld>
{
    [Fact]
    public async Task What_is_done_to_the_end_is_not_undone()
    {
        var key = world.Name("work");

        Assert.Equal("all done", await RunAsync(key, $"{key}-1", $"{key}-2"));
        Assert.Equal([$"{key}-1", $"{key}-2"], AttemptsOf(key));
    }

    [Fact]
    public async Task When_a_step_fails_those_before_it_are_undone_the_last_one_first()
    {
        var key = world.Name("work");
        world.Steps.Fail($"{key}-3", ErrorTypes.Configuration);

        await Assert.ThrowsAsync<WorkflowFailedException>(() => RunAsync(key, $"{key}-1", $"{key}-2", $"{key}-3"));

        Assert.Equal([$"{key}-1", $"{key}-2", $"{key}-3", $"undo {key}-2", $"undo {key}-1"], AttemptsOf(key));
        await Assert.ThrowsAsync<RpcException>(() => world.Client.GetWorkflowHandle(InterventionId.OfIntervention(key)).DescribeAsync());
    }

    [Fact]
    public async Task Work_that_is_asked_to_stop_is_undone_too()
    {
        var key = world.Name("work");
        var gate = world.Steps.Hold($"{key}-2");
        world.Steps.Fail($"{key}-2", ErrorTypes.Configuration);
        var handle = await world.Client.StartWorkflowAsync((CompensatingWorkflow workflow) => workflow.RunAsync(key, new[] { $"{key}-1", $"{key}-2" }), PatternsWorld.Options(key));
        await world.BegunAsync($"{key}-2");

        await handle.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        Assert.Equal($"undo {key}-1", AttemptsOf(key)[^1]);
    }

    [Fact]
    public async Task What_cannot_be_undone_does_not_stop_the_others_and_a_person_is_asked()
    {
        var key = world.Name("work");
        world.Steps.Fail($"{key}-3", ErrorTypes.Configuration);
        world.Steps.Fail($"undo {key}-2", ErrorTypes.Authentication);

        await Assert.ThrowsAsync<WorkflowFailedException>(() => RunAsync(key, $"{key}-1", $"{key}-2", $"{key}-3"));

        Assert.Equal($"undo {key}-1", AttemptsOf(key)[^1]);
        var intervention = world.Client.GetWorkflowHandle(InterventionId.OfIntervention(key));
        var state = await intervention.QueryAsync<InterventionState>(WorkflowNames.StateQuery, []);
        Assert.Equal(InterventionStatus.Waiting, state.Status);
        Assert.Equal($"Do {key}", state.What);
        Assert.Equal([$"undo {key}-2: authentication-error"], state.Open);
        await intervention.SignalAsync(WorkflowNames.ResolveSignal, ["undone by hand"]);
        var end = await intervention.GetResultAsync<InterventionState>();
        Assert.Equal((InterventionStatus.Done, "undone by hand"), (end.Status, end.Note));
    }

    private Task<string> RunAsync(string key, params string[] steps) =>
        world.Client.ExecuteWorkflowAsync((CompensatingWorkflow workflow) => workflow.RunAsync(key, steps), PatternsWorld.Options(key));

    private List<string> AttemptsOf(string key) => [.. world.Steps.Attempts.Where(step => step.Contains($"{key}-", StringComparison.Ordinal))];
}
