using System.Diagnostics;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Temporalio.Tests.Testing;

public sealed class TimeSkippingTests : IAsyncLifetime
{
    private const string Queue = "queue";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Of real time, on a machine that is busy.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private WorkflowEnvironment environment = null!; // Set before the test, as are the next two.
    private TimeActivities activities = null!;
    private DateTime begun;

    private ITemporalClient Client => environment.Client;

    public async Task InitializeAsync()
    {
        environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        activities = new TimeActivities(time => environment.DelayAsync(time));
        begun = await environment.GetCurrentTimeAsync();
    }

    public Task DisposeAsync() => environment.DisposeAsync().AsTask();

    [Fact]
    public Task A_year_of_sleep_takes_no_time() => WithWorkerAsync(async () =>
    {
        Assert.True(environment.SupportsTimeSkipping);
        var year = TimeSpan.FromDays(365);
        await RunAsync(TimeSpan.Zero);
        var watch = Stopwatch.StartNew();

        var slept = await RunAsync(year);

        Assert.InRange(slept, year, year + Limit);
        Assert.InRange(await PassedAsync(), year, year + Limit);
        Assert.True(watch.Elapsed < Soon, $"took {watch.Elapsed}");
    });

    [Fact]
    public Task Time_stands_while_nobody_waits_and_moves_on_by_as_much_as_a_delay_says() => WithWorkerAsync(async () =>
    {
        var handle = await Client.StartWorkflowAsync((SleepWorkflow wf) => wf.RunAsync(TimeSpan.FromDays(1)), NewId());
        Assert.True(await handle.QueryAsync(wf => wf.Started()));
        Assert.InRange(await PassedAsync(), TimeSpan.Zero, Limit);

        await environment.DelayAsync(TimeSpan.FromHours(23));
        Assert.InRange(await PassedAsync(), TimeSpan.FromHours(23), TimeSpan.FromHours(23) + Limit);
        Assert.Equal(WorkflowExecutionStatus.Running, (await handle.DescribeAsync()).Status);

        await environment.DelayAsync((int)TimeSpan.FromHours(1).TotalMilliseconds);
        await handle.GetResultAsync();
        Assert.InRange(await PassedAsync(), TimeSpan.FromHours(24), TimeSpan.FromHours(24) + Limit);
    });

    [Fact]
    public Task The_pauses_between_attempts_are_skipped() => WithWorkerAsync(async () =>
    {
        Assert.Equal("timer before the other, attempt 4", await ActivityAsync("FailThrice"));
        Assert.InRange(await PassedAsync(), TimeSpan.FromDays(7), TimeSpan.FromDays(7) + Limit);
    });

    [Fact]
    public Task Time_does_not_jump_while_an_activity_is_in_flight_so_its_heartbeat_is_not_missed() => WithWorkerAsync(async () =>
    {
        var result = ActivityAsync("Hold");
        await activities.Held.Task;
        await SettledAsync();

        Assert.InRange(await PassedAsync(), TimeSpan.Zero, TimeSpan.FromSeconds(25));
        activities.Release.SetResult();
        Assert.Equal("activity before the other, attempt 1", await result);
    });

    [Fact]
    public Task An_activity_that_sleeps_lends_out_its_hold_on_time() => WithWorkerAsync(async () =>
    {
        Assert.Equal("timer before the other, attempt 1", await ActivityAsync("Sleep"));
        Assert.InRange(await PassedAsync(), TimeSpan.FromDays(7), TimeSpan.FromDays(7) + Limit);
    });

    [Fact]
    public Task Timers_of_children_are_skipped() => WithWorkerAsync(async () =>
    {
        var month = TimeSpan.FromDays(30);
        var slept = await Client.ExecuteWorkflowAsync((SleepingParentWorkflow wf) => wf.RunAsync(month), NewId());
        Assert.InRange(slept, month, month + Limit);
    });

    [Fact]
    public Task A_quarter_of_daily_timers_passes_in_seconds_through_its_chain_of_runs() => WithWorkerAsync(async () =>
    {
        var watch = Stopwatch.StartNew();
        Assert.Equal(90, await Client.ExecuteWorkflowAsync((DailyWorkflow wf) => wf.RunAsync(0, 90), NewId()));
        Assert.InRange(await PassedAsync(), TimeSpan.FromDays(90), TimeSpan.FromDays(90) + Limit);
        Assert.True(watch.Elapsed < Soon, $"took {watch.Elapsed}");
    });

    [Fact]
    public Task Many_timers_fire_in_order() => WithWorkerAsync(async () =>
    {
        int[] minutes = [.. Enumerable.Range(1, 200).Select(number => (number * 7919 % 1009) + 1)];
        var fired = await Client.ExecuteWorkflowAsync((TimersWorkflow wf) => wf.RunAsync(minutes), NewId());
        Assert.Equal(minutes.Order(), fired);
    });

    [Fact]
    public Task Those_who_wait_at_the_same_time_do_not_lock_each_other_out() => WithWorkerAsync(async () =>
    {
        var long_ = RunAsync(TimeSpan.FromDays(20));
        var delay = environment.DelayAsync(TimeSpan.FromDays(5));
        var short_ = RunAsync(TimeSpan.FromDays(1));
        await Task.WhenAll(short_, delay, long_);
        var passed = await PassedAsync();
        await SettledAsync();

        Assert.InRange(await PassedAsync(), passed, passed + Limit);
        Assert.InRange(passed, TimeSpan.FromDays(20), TimeSpan.FromDays(26));
    });

    [Fact]
    public Task Waiting_skips_nothing_where_the_test_says_so() => WithWorkerAsync(async () =>
    {
        var handle = await Client.StartWorkflowAsync((SleepWorkflow wf) => wf.RunAsync(TimeSpan.FromHours(1)), NewId());
        var result = environment.WithAutoTimeSkippingDisabled(() => handle.GetResultAsync());
        var alsoResult = environment.WithAutoTimeSkippingDisabledAsync(() => handle.GetResultAsync());
        Assert.True(await handle.QueryAsync(wf => wf.Started()));
        await SettledAsync();
        Assert.InRange(await PassedAsync(), TimeSpan.Zero, Limit);

        await environment.DelayAsync(TimeSpan.FromHours(1));
        Assert.Equal(await result, await alsoResult);
    });

    [Fact]
    public Task A_wait_given_up_locks_time_again() => WithWorkerAsync(async () =>
    {
        var handle = await Client.StartWorkflowAsync("Unknown", [], new("unknown", Queue) { RunTimeout = TimeSpan.FromDays(1) });
        using var giveUp = new CancellationTokenSource();
        var result = handle.GetResultAsync(rpcOptions: new() { CancellationToken = giveUp.Token });
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => result);
        await handle.TerminateAsync();

        // Sixty days of another run stay where they are.
        await Client.StartWorkflowAsync((SleepWorkflow wf) => wf.RunAsync(TimeSpan.FromDays(60)), NewId());
        await SettledAsync();
        Assert.InRange(await PassedAsync(), TimeSpan.Zero, Limit);
    });

    private Task<TimeSpan> RunAsync(TimeSpan time) => Client.ExecuteWorkflowAsync((SleepWorkflow wf) => wf.RunAsync(time), NewId());

    private Task<string> ActivityAsync(string name) => Client.ExecuteWorkflowAsync((ActivityWorkflow wf) => wf.RunAsync(name), NewId());

    private async Task<TimeSpan> PassedAsync() => await environment.GetCurrentTimeAsync() - begun;

    /// <summary>
    /// A barrier: a run of its own has been through the server and the worker, so whatever was due when this began has had its turn.
    /// It is started and asked, never waited for, because waiting for a result is what skips time.
    /// </summary>
    private async Task SettledAsync()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            var handle = await Client.StartWorkflowAsync((SleepWorkflow wf) => wf.RunAsync(TimeSpan.FromDays(10_000)), NewId());
            Assert.True(await handle.QueryAsync(wf => wf.Started()));
            await handle.TerminateAsync();
        }
    }

    private static WorkflowOptions NewId() => new($"workflow-{Guid.NewGuid():N}", Queue);

    private async Task WithWorkerAsync(Func<Task> body)
    {
        var options = new TemporalWorkerOptions(Queue)
            .AddWorkflow<SleepWorkflow>()
            .AddWorkflow<SleepingParentWorkflow>()
            .AddWorkflow<DailyWorkflow>()
            .AddWorkflow<TimersWorkflow>()
            .AddWorkflow<ActivityWorkflow>()
            .AddAllActivities(activities);
        using var worker = new TemporalWorker(Client, options);
        await worker.ExecuteAsync(body).WaitAsync(Limit);
    }
}
