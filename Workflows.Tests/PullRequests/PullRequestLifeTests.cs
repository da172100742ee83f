using Webhooks.Activities.Ledger;
using Webhooks.Activities.PullRequests;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Tests.GitHub;
using Temporalio.Testing;

namespace Webhooks.Workflows.Tests.PullRequests;

/// <summary>What a pull request's workflow knows after it continued, ended and came back, and after its worker was replaced.</summary>
public sealed class PullRequestLifeTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    [Fact]
    public async Task A_continued_run_knows_what_happened_before()
    {
        var request = Request();
        var start = new PullRequestCarry { DeliveriesARun = 1 };
        await request.OutcomeOfAsync(request.Opened(), start);
        await request.OutcomeOfAsync(request.Reviewed(5, "ada", "approved", 501), start);

        await request.OutcomeOfAsync(request.Merged(9), start);

        Assert.Contains("- ada: approved", await request.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_event_after_the_workflow_ended_corrects_the_document_and_takes_nothing_out_of_it()
    {
        var request = Request();
        await request.EndedAsync(request.Opened());
        await request.EndedAsync(request.Merged(9));

        await request.OutcomeOfAsync(request.Reviewed(5, "ada", "approved", 501));

        var text = await request.DocumentAsync();
        Assert.Contains("- ada: approved", text, StringComparison.Ordinal);
        Assert.Contains("09:00 UTC: opened, by mona\n- 2 March 2026, 09:05 UTC: reviewed: approved, by ada\n- 2 March 2026, 09:09 UTC: merged, by mona\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_handled_before_the_workflow_ended_is_nothing_new_when_it_comes_back()
    {
        var request = Request();
        var closed = request.Closed(9);
        await request.EndedAsync(closed);

        Assert.Equal("nothing-new", (await request.OutcomeOfAsync(request.Twin(closed))).Reason);
    }

    [Fact]
    public async Task Bodies_that_retention_dropped_take_their_texts_with_them_and_nothing_else()
    {
        var request = Request();
        await request.EndedAsync(request.Merged(9));
        var memory = new EntityMemory(world.Ledger);
        var nowhere = new PayloadReader(world.Folder);
        var withoutJournal = new PullRequestActivities(nowhere, memory, new PushedBranch(new Activities.GitHub.PushPayloads(nowhere), memory));

        var recalled = await new ActivityEnvironment().RunAsync(() => withoutJournal.RecallPullRequestAsync(request.Entity));

        Assert.True(recalled is { IsMerged: true, MergedBy: "mona", Texts: null, Size: null });
        Assert.Equal([PullRequestEventKind.Merged], recalled.Timeline.Entries.Select(happened => happened.Kind));
    }

    [Fact]
    public async Task A_worker_that_is_replaced_goes_on_where_the_other_was()
    {
        var request = Request();
        await request.OutcomeOfAsync(request.Reviewed(5, "ada", "approved", 501));
        await world.StopWorkerAsync();
        var merged = await request.StoredAsync(request.Merged(9));
        await request.DeliverAsync(merged);
        world.StartWorker();

        Assert.Equal([request.Path], (await world.OutcomeAsync(merged.DeliveryId)).Artefacts);
        Assert.Contains("- ada: approved", await request.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_to_stop_it_settles_what_it_has()
    {
        var request = Request();
        List<DeliveryEvent> deliveries = [await request.StoredAsync(request.Opened()), await request.StoredAsync(request.Merged(9))];
        var handle = await request.DeliverAsync(deliveries[0]);
        await request.DeliverAsync(deliveries[1]);

        await handle.CancelAsync();

        await world.Environment.WithAutoTimeSkippingDisabledAsync(() => handle.GetResultAsync().WaitAsync(TimeSpan.FromSeconds(90)));
        foreach (var delivery in deliveries)
        {
            Assert.Equal(OutcomeKind.Handled, (await world.OutcomeAsync(delivery.DeliveryId)).Kind);
        }
    }

    private TestPullRequest Request() => new(world, world.NextNumber());
}
