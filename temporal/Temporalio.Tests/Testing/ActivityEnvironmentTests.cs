using Temporalio.Activities;
using Temporalio.Testing;

namespace Temporalio.Tests.Testing;

public sealed class ActivityEnvironmentTests
{
    private readonly ActivityEnvironment environment = new();

    [Fact]
    public async Task Code_of_every_shape_has_a_context_and_its_caller_has_none()
    {
        var ran = 0;
        await environment.RunAsync(() => { ran += ActivityExecutionContext.Current.Info.Attempt; });
        await environment.RunAsync(async () =>
        {
            await Task.Yield();
            ran += ActivityExecutionContext.Current.Info.Attempt;
        });
        Assert.Equal("test", await environment.RunAsync(() => ActivityExecutionContext.Current.Info.ActivityType));
        Assert.Equal("test-run", await environment.RunAsync(async () =>
        {
            await Task.Yield();
            return ActivityExecutionContext.Current.Info.WorkflowRunId;
        }));

        Assert.Equal(2, ran);
        Assert.False(ActivityExecutionContext.HasCurrent);
    }

    [Fact]
    public async Task The_activity_is_told_what_the_test_says()
    {
        var told = environment with { Info = ActivityEnvironment.DefaultInfo with { Attempt = 7 } };
        Assert.Equal(7, await told.RunAsync(() => ActivityExecutionContext.Current.Info.Attempt));
    }

    [Fact]
    public async Task Heartbeats_reach_the_test_at_once()
    {
        var beats = new List<object?>();
        var listening = environment with { Heartbeater = beats.AddRange };

        await listening.RunAsync(() => ActivityExecutionContext.Current.Heartbeat("half", 50));

        Assert.Equal(["half", 50], beats);
    }

    [Fact]
    public async Task A_cancelled_activity_learns_why()
    {
        var running = environment.RunAsync(async () =>
        {
            var context = ActivityExecutionContext.Current;
            var stopped = new TaskCompletionSource();
            await using var registration = context.CancellationToken.Register(stopped.SetResult);
            await stopped.Task;
            return (context.CancelReason, context.CancellationDetails?.IsTimedOut);
        });

        environment.Cancel(ActivityCancelReason.Timeout);

        Assert.Equal((ActivityCancelReason.Timeout, true), await running.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task An_activity_that_blocks_can_be_cancelled_and_its_exception_is_the_caller_s()
    {
        var running = environment.RunAsync(() =>
        {
            ActivityExecutionContext.Current.CancellationToken.WaitHandle.WaitOne();
            ActivityExecutionContext.Current.CancellationToken.ThrowIfCancellationRequested();
        });

        environment.Cancel();

        await Assert.ThrowsAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(ActivityCancelReason.CancelRequested, environment.CancelReason);
    }

    [Fact]
    public async Task The_end_of_the_worker_can_be_played()
    {
        var running = environment.RunAsync(() => ActivityExecutionContext.Current.WorkerShutdownToken.WaitHandle.WaitOne());

        await environment.WorkerShutdownTokenSource.CancelAsync();

        Assert.True(await running.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
