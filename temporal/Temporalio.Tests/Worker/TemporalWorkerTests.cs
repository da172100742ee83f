using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

public sealed class TemporalWorkerTests(EmbeddedServer server) : WorkerTest(server)
{
    [Theory]
    [InlineData(1000)]
    [InlineData(1)]
    [InlineData(0)]
    public async Task Two_interleaved_runs_take_their_course_whatever_the_cache(int cache)
    {
        var options = Served(typeof(CollectWorkflow));
        options.MaxCachedWorkflows = cache;
        await WithWorkerAsync(options, async () =>
        {
            var first = await CollectAsync();
            var second = await CollectAsync();
            for (var i = 0; i < 4; i++)
            {
                await first.SignalAsync(wf => wf.NoteAsync($"a{i}"));
                await second.SignalAsync(wf => wf.NoteAsync($"b{i}"));
            }

            await StopWhenAsync(first, "main a0 a1 a2 a3");
            await StopWhenAsync(second, "main b0 b1 b2 b3");
            Assert.Equal(["a0", "a1", "a2", "a3", "main"], (await first.GetResultAsync()).Split(' ').Order(StringComparer.Ordinal));
            Assert.Equal(["b0", "b1", "b2", "b3", "main"], (await second.GetResultAsync()).Split(' ').Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public async Task A_workflow_started_by_its_signal_handles_the_signal()
    {
        await WithWorkerAsync(Served(typeof(CollectWorkflow)), async () =>
        {
            var options = NewId();
            options.SignalWithStart((CollectWorkflow wf) => wf.NoteAsync("early"));
            var handle = Replayed(await Client.StartWorkflowAsync((CollectWorkflow wf) => wf.RunAsync(), options));
            await StopWhenAsync(handle, "main early");
            Assert.Equal("main early", await handle.GetResultAsync());
        });
    }

    [Fact]
    public async Task Queries_are_answered_on_closed_runs_and_by_a_worker_that_never_saw_the_run()
    {
        WorkflowHandle<CollectWorkflow, string>? handle = null;
        await WithWorkerAsync(Served(typeof(CollectWorkflow)), async () =>
        {
            handle = await CollectAsync();
            await handle.SignalAsync(wf => wf.NoteAsync("x"));
            await StopWhenAsync(handle, "main x");
            await handle.GetResultAsync();
            Assert.Equal("main x", await handle.QueryAsync(wf => wf.Notes()));
        });
        await WithWorkerAsync(Served(typeof(CollectWorkflow)), async () => Assert.Equal("main x", await handle!.QueryAsync(wf => wf.Notes())));
    }

    [Fact]
    public async Task A_run_goes_on_with_the_next_worker()
    {
        var handle = await CollectAsync();
        await WithWorkerAsync(Served(typeof(CollectWorkflow)), async () =>
        {
            await handle.SignalAsync(wf => wf.NoteAsync("one"));
            await UntilAsync(async () => await handle.QueryAsync(wf => wf.Notes()) == "main one");
        });
        await WithWorkerAsync(Served(typeof(CollectWorkflow)), async () =>
        {
            await handle.SignalAsync(wf => wf.NoteAsync("two"));
            await StopWhenAsync(handle, "main one two");
            Assert.Equal("main one two", await handle.GetResultAsync());
        });
    }

    [Fact]
    public async Task A_run_continues_as_new_and_keeps_the_memo_of_its_start()
    {
        await WithWorkerAsync(Served(typeof(CountdownWorkflow)), async () =>
        {
            var options = NewId();
            options.Memo = new Dictionary<string, object>(StringComparer.Ordinal) { ["kept"] = "yes" };
            var handle = await Client.StartWorkflowAsync((CountdownWorkflow wf) => wf.RunAsync(2), options);
            Assert.Equal("continued", await handle.GetResultAsync());
            var last = Replayed(Client.GetWorkflowHandle(handle.Id));
            Assert.True((await last.DescribeAsync()).Memo.ContainsKey("kept"));
        });
    }

    [Fact]
    public async Task Children_and_other_workflows_are_started_signalled_and_awaited()
    {
        await WithWorkerAsync(Served(typeof(CollectWorkflow), typeof(ParentWorkflow)), async () =>
        {
            var other = await CollectAsync();
            var parent = Replayed(await Client.StartWorkflowAsync((ParentWorkflow wf) => wf.RunAsync(other.Id), NewId()));
            Assert.StartsWith("main", await parent.GetResultAsync(), StringComparison.Ordinal);
            Assert.Equal("main", await other.GetResultAsync());
        });
    }

    [Fact]
    public async Task Attributes_memo_and_patches_reach_the_server()
    {
        await WithWorkerAsync(Served(typeof(MarksWorkflow)), async () =>
        {
            var handle = Replayed(await Client.StartWorkflowAsync((MarksWorkflow wf) => wf.RunAsync(), NewId()));
            Assert.Equal("True value", await handle.GetResultAsync());
            var description = await handle.DescribeAsync();
            Assert.Equal("value", description.TypedSearchAttributes.Get(Cases.Keyword));
            Assert.Equal(2, await CountAsync(handle, EventType.MarkerRecorded));
        });
    }

    [Fact]
    public async Task A_cancelled_workflow_cleans_up_and_ends_as_cancelled()
    {
        await WithWorkerAsync(Served(typeof(CancelledWorkflow)), async () =>
        {
            var handle = Replayed(await Client.StartWorkflowAsync((CancelledWorkflow wf) => wf.RunAsync(), NewId()));
            await handle.CancelAsync();
            var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.IsType<CanceledFailureException>(failure.InnerException);
            Assert.Equal(1, await CountAsync(handle, EventType.ActivityTaskCompleted));
        });
    }

    [Fact]
    public async Task A_failed_activity_fails_the_workflow_with_its_cause()
    {
        await WithWorkerAsync(Served(typeof(RefusedWorkflow)), async () =>
        {
            var handle = Replayed(await Client.StartWorkflowAsync((RefusedWorkflow wf) => wf.RunAsync(), NewId()));
            var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            var activity = Assert.IsType<ActivityFailureException>(failure.InnerException);
            Assert.Equal("Refused", Assert.IsType<ApplicationFailureException>(activity.InnerException).ErrorType);
        });
    }

    [Fact]
    public async Task A_history_longer_than_a_page_is_replayed_without_cache()
    {
        var options = Served(typeof(LongWorkflow));
        options.MaxCachedWorkflows = 0;
        await WithWorkerAsync(options, async () =>
        {
            var handle = Replayed(await Client.StartWorkflowAsync((LongWorkflow wf) => wf.RunAsync(50), NewId()));
            Assert.Equal(50, await handle.GetResultAsync());
            Assert.True((await handle.FetchHistoryAsync()).Events.Count > 256);
        });
    }

    [Fact]
    public async Task An_unknown_workflow_type_fails_the_task_and_not_the_run()
    {
        var handle = await Client.StartWorkflowAsync("Unknown", [], NewId());
        using var worker = new TemporalWorker(Client, Served(typeof(LongWorkflow)));
        await worker.ExecuteAsync(() => UntilAsync(async () => await CountAsync(handle, EventType.WorkflowTaskFailed) > 0)).WaitAsync(Limit);
        Assert.Equal(WorkflowExecutionStatus.Running, (await handle.DescribeAsync()).Status);
        await handle.TerminateAsync();
    }

    [Fact]
    public async Task Stopping_ends_with_a_cancellation_and_a_worker_runs_once()
    {
        using var worker = new TemporalWorker(Client, Served(typeof(LongWorkflow)));
        using var stop = new CancellationTokenSource();
        var running = worker.ExecuteAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Limit));
        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.ExecuteAsync(CancellationToken.None));
    }

    [Fact]
    public void Options_no_worker_can_run_with_are_refused_all_at_once()
    {
        var options = new TemporalWorkerOptions { MaxCachedWorkflows = -1 };
        options.AddWorkflow<LongWorkflow>().AddWorkflow<LongWorkflow>();
        var refusal = Assert.Throws<ArgumentException>(() => new TemporalWorker(Client, options));
        Assert.Contains("TaskQueue", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("MaxCachedWorkflows", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("LongWorkflow is registered twice", refusal.Message, StringComparison.Ordinal);
    }

    private TemporalWorkerOptions Served(params Type[] workflows) => Options(workflows).AddAllActivities(typeof(Cases), null);

    private async Task<WorkflowHandle<CollectWorkflow, string>> CollectAsync() =>
        Replayed(await Client.StartWorkflowAsync((CollectWorkflow wf) => wf.RunAsync(), NewId()));

    private static async Task StopWhenAsync(WorkflowHandle<CollectWorkflow, string> handle, string notes)
    {
        await UntilAsync(async () => (await handle.QueryAsync(wf => wf.Notes())).Length == notes.Length);
        await handle.SignalAsync(wf => wf.StopAsync());
    }
}
