using Temporalio.Client;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Tests.Commits;

namespace Webhooks.Workflows.Tests.GitHub;

/// <summary>How a repository's workflow continues, ends and comes back, without losing a delivery.</summary>
public sealed class RepositoryLifeTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    private static readonly TimeSpan QuietPeriod = new RepositoryCarry().QuietPeriod;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Continues_under_a_flood_without_losing_or_repeating_a_delivery()
    {
        var repository = world.Repository();
        var start = new RepositoryCarry { DeliveriesARun = 10, QuietPeriod = TimeSpan.FromMinutes(5) };
        var deliveries = new List<DeliveryEvent>();
        for (var number = 1; number <= 120; number++)
        {
            deliveries.Add(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(number), modified: ["README.md"])));
        }

        // Each twice, four at a time, while the workflow continues as new again and again.
        await Parallel.ForEachAsync(deliveries.Concat(deliveries), new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (delivery, _) => await repository.DeliverAsync(delivery, start));
        var state = await world.StateAsync(repository.Entity, settled: 240);

        var runs = (await RunsAsync(repository)).Count;
        Assert.Equal((120, 120, 0, 0), (state.Totals.Filtered, state.Totals.Duplicate, state.Totals.Handled, state.Totals.Quarantined));
        Assert.Equal(120, state.Seen);
        Assert.InRange(runs, 20, 30);
        foreach (var delivery in deliveries)
        {
            Assert.Equal("documentation-only", (await world.OutcomeAsync(delivery.DeliveryId)).Reason);
        }
    }

    [Fact]
    public async Task A_continued_run_knows_what_its_predecessors_saw()
    {
        var repository = world.Repository();
        var start = new RepositoryCarry { DeliveriesARun = 1 };
        var first = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1)));
        await repository.OutcomeOfAsync(first, start);
        for (var number = 2; number <= 5; number++)
        {
            await repository.OutcomeOfAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(number))));
        }

        await repository.DeliverAsync(first);
        var state = await world.StateAsync(repository.Entity, settled: 6);

        Assert.Equal((5, 1), (state.Totals.Handled, state.Totals.Duplicate));
    }

    [Fact]
    public async Task Ends_after_a_quiet_period_and_comes_back_with_the_next_delivery()
    {
        var repository = world.Repository();
        var begun = await world.Environment.GetCurrentTimeAsync();
        var handle = await repository.DeliverAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1))));
        await handle.GetResultAsync().WaitAsync(Patience);
        Assert.InRange(await world.Environment.GetCurrentTimeAsync() - begun, QuietPeriod, QuietPeriod + Patience);

        var next = await repository.OutcomeOfAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(2))));

        Assert.Equal(OutcomeKind.Handled, next.Kind);
        Assert.Equal(2, (await RunsAsync(repository)).Count);
    }

    [Fact]
    public async Task A_delivery_that_arrives_while_it_ends_is_not_lost()
    {
        var repository = world.Repository();
        for (var number = 1; number <= 30; number++)
        {
            var delivery = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(number), modified: ["README.md"]));

            Assert.Equal("documentation-only", (await repository.OutcomeOfAsync(delivery)).Reason);

            // From just before to well after the end of the quiet period: some arrive right when the run is ending.
            await world.Environment.DelayAsync(QuietPeriod + TimeSpan.FromMilliseconds((number * number) - 20));
        }

        Assert.True((await RunsAsync(repository)).Count > 1);
    }

    [Fact]
    public async Task Asked_to_stop_it_settles_what_it_has_and_ends()
    {
        var repository = world.Repository();
        var deliveries = new List<DeliveryEvent>();
        for (var number = 1; number <= 10; number++)
        {
            deliveries.Add(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(number))));
        }

        var handles = new List<WorkflowHandle>();
        foreach (var delivery in deliveries)
        {
            handles.Add(await repository.DeliverAsync(delivery));
        }

        await handles[0].CancelAsync();
        await EndsAtOnceAsync(handles[0]);

        foreach (var delivery in deliveries)
        {
            Assert.Equal(OutcomeKind.Handled, (await world.OutcomeAsync(delivery.DeliveryId)).Kind);
        }
    }

    [Fact]
    public async Task Asked_to_stop_while_quiet_it_ends_at_once()
    {
        var repository = world.Repository();
        var delivery = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1)));
        var handle = await repository.DeliverAsync(delivery);
        await world.OutcomeAsync(delivery.DeliveryId);

        await handle.CancelAsync();

        await EndsAtOnceAsync(handle);
    }

    /// <summary>Not by the quiet period, which waiting for a result would otherwise skip.</summary>
    private Task EndsAtOnceAsync(WorkflowHandle handle) =>
        world.Environment.WithAutoTimeSkippingDisabledAsync(() => handle.GetResultAsync().WaitAsync(Patience));

    private async Task<List<WorkflowExecution>> RunsAsync(TestRepository repository)
    {
        var runs = new List<WorkflowExecution>();
        await foreach (var run in world.Client.ListWorkflowsAsync($"WorkflowId = '{repository.Entity}'"))
        {
            runs.Add(run);
        }

        return runs;
    }
}
