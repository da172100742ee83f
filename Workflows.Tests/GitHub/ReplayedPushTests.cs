using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Tests.GitHub;

/// <summary>A push that was handled and is to be handled again.</summary>
public sealed class ReplayedPushTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    [Fact]
    public async Task Its_commits_run_again_and_write_the_same_document_anew()
    {
        var repository = world.Repository();
        var push = await repository.StepAsync(1, 2);
        var first = await repository.OutcomeOfAsync(push);
        var replay = await repository.ReplayAsync(push);

        var second = await repository.OutcomeOfAsync(replay);

        Assert.Equal((OutcomeKind.Handled, OutcomeKind.Handled), (first.Kind, second.Kind));
        Assert.Equal(first.Artefacts, second.Artefacts);
        Assert.Contains("title: \"Again\"", await world.ReadAsync(Assert.Single(second.Artefacts)), StringComparison.Ordinal);
        Assert.Equal(WorkflowExecutionStatus.Completed, (await ChildAsync(repository, push, $"/replay/{replay.DeliveryId}")).Status);
        Assert.Equal(OutcomeKind.Handled, (await world.Ledger.FindAsync(push.DeliveryId, CancellationToken.None))?.Outcome?.Kind);
    }

    [Fact]
    public async Task The_same_push_by_another_hook_is_no_replay_and_runs_nothing_again()
    {
        var repository = world.Repository();
        var push = await repository.StepAsync(1, 2);
        await repository.OutcomeOfAsync(push);
        var other = await repository.StepAsync(1, 2);
        Assert.Equal(OutcomeKind.Handled, (await repository.OutcomeOfAsync(other)).Kind);
        await Assert.ThrowsAsync<RpcException>(() => ChildAsync(repository, push, $"/replay/{other.DeliveryId}"));
    }

    [Fact]
    public async Task A_replay_that_is_signalled_twice_is_handled_once()
    {
        var repository = world.Repository();
        var push = await repository.StepAsync(1, 2);
        await repository.OutcomeOfAsync(push);
        var replay = await repository.ReplayAsync(push);
        await repository.DeliverAsync(replay);
        await repository.OutcomeOfAsync(replay);
        var history = await repository.HistoryAsync(3);
        Assert.Equal([OutcomeKind.Duplicate, OutcomeKind.Handled, OutcomeKind.Handled], history.Select(line => line.Outcome));
    }

    private Task<Temporalio.Client.WorkflowExecutionDescription> ChildAsync(TestRepository repository, DeliveryEvent push, string suffix) =>
        world.Client.GetWorkflowHandle($"{repository.Entity}/commit/{push.Push!.After}{suffix}").DescribeAsync(); // It is a push.
}
