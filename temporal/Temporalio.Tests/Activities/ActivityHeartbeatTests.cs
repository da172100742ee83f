using Temporal.Grpc;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Client;
using Temporalio.Worker;
using static Temporalio.Tests.Activities.ActivityTasks;

namespace Temporalio.Tests.Activities;

public class ActivityHeartbeatTests
{
    [Fact]
    public async Task A_cancellation_learned_from_a_heartbeat_is_reported_as_one()
    {
        await using var queue = await ActivityQueue.StartAsync();
        queue.HeartbeatAnswer = _ => new() { CancelRequested = true };
        var reason = ActivityCancelReason.None;
        await using var worker = await queue.WorkAsync(Serving([Activity("wait")] async () =>
        {
            ActivityExecutionContext.Current.Heartbeat("half");
            try
            {
                await CancelledAsync();
            }
            finally
            {
                reason = ActivityExecutionContext.Current.CancelReason;
                Assert.True(ActivityExecutionContext.Current.CancellationDetails?.IsCancelRequested);
            }
        }));

        queue.Add("wait");

        Assert.Equal("\"half\"", Text((await queue.HeartbeatAsync()).Details));
        await queue.ReportAsync<RespondActivityTaskCanceledRequest>();
        Assert.Equal(ActivityCancelReason.CancelRequested, reason);
    }

    [Theory]
    [InlineData(true, false, "ActivityPause")]
    [InlineData(false, true, "ActivityReset")]
    public async Task A_paused_or_reset_activity_fails_with_that_type(bool paused, bool reset, string type)
    {
        await using var queue = await ActivityQueue.StartAsync();
        queue.HeartbeatAnswer = _ => new() { ActivityPaused = paused, ActivityReset = reset };
        await using var worker = await queue.WorkAsync(Serving([Activity("wait")] async () =>
        {
            ActivityExecutionContext.Current.Heartbeat();
            await CancelledAsync();
        }));

        queue.Add("wait");

        Assert.Equal(type, (await queue.ReportAsync<RespondActivityTaskFailedRequest>()).Failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task An_activity_the_server_has_forgotten_is_stopped_and_not_reported()
    {
        await using var queue = await ActivityQueue.StartAsync();
        queue.HeartbeatAnswer = _ => throw new GrpcException(GrpcStatusCode.NotFound, "gone");
        var stopped = new TaskCompletionSource<ActivityCancelReason>();
        await using var worker = await queue.WorkAsync(Serving([Activity("wait")] async () =>
        {
            ActivityExecutionContext.Current.Heartbeat();
            try
            {
                await CancelledAsync();
            }
            finally
            {
                stopped.SetResult(ActivityExecutionContext.Current.CancelReason);
            }
        }));

        queue.Add("wait");

        Assert.Equal(ActivityCancelReason.GoneFromServer, await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await worker.ShutdownAsync();
        Assert.False(queue.HasMoreReports);
    }

    [Fact]
    public async Task Cancellation_without_anybody_asking_is_a_failure()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving([Activity("odd")] void () => throw new OperationCanceledException("mine")));

        queue.Add("odd");

        Assert.Equal("OperationCanceledException", (await queue.ReportAsync<RespondActivityTaskFailedRequest>()).Failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task Heartbeats_within_the_window_are_joined_and_the_newest_travels_with_a_failure()
    {
        await using var queue = await ActivityQueue.StartAsync();
        var first = new TaskCompletionSource();
        await using var worker = await queue.WorkAsync(Serving([Activity("beat")] async () =>
        {
            ActivityExecutionContext.Current.Heartbeat(1);
            await first.Task;
            ActivityExecutionContext.Current.Heartbeat(2);
            ActivityExecutionContext.Current.Heartbeat(3);
            throw new FormatException();
        }));

        queue.Add("beat");

        Assert.Equal("1", Text((await queue.HeartbeatAsync()).Details));
        first.SetResult();
        var report = await queue.ReportAsync<RespondActivityTaskFailedRequest>();
        Assert.Equal("3", Text(report.LastHeartbeatDetails));
        Assert.False(queue.HasMoreHeartbeats);
    }

    [Fact]
    public async Task After_the_window_the_newest_heartbeat_is_sent()
    {
        await using var queue = await ActivityQueue.StartAsync();
        var first = new TaskCompletionSource();
        var options = Serving([Activity("beat")] async () =>
        {
            ActivityExecutionContext.Current.Heartbeat(1);
            await first.Task;
            ActivityExecutionContext.Current.Heartbeat(2);
            ActivityExecutionContext.Current.Heartbeat(3);
            await CancelledAsync();
        });
        options.DefaultHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(300);
        await using var worker = await queue.WorkAsync(options);

        queue.Add("beat");

        Assert.Equal("1", Text((await queue.HeartbeatAsync()).Details));
        first.SetResult();

        // The window may have ended before the second, which is sent at once then.
        if (Text((await queue.HeartbeatAsync()).Details) is not "3" and var sent)
        {
            Assert.Equal(("2", "3"), (sent, Text((await queue.HeartbeatAsync()).Details)));
        }
    }

    [Fact]
    public async Task A_heartbeat_that_cannot_be_written_stops_and_fails_the_activity()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving([Activity("beat")] async () =>
        {
            ActivityExecutionContext.Current.Heartbeat(typeof(string));
            await CancelledAsync();
        }));

        queue.Add("beat");

        Assert.Equal("NotSupportedException", (await queue.ReportAsync<RespondActivityTaskFailedRequest>()).Failure.ApplicationFailureInfo.Type);
    }
}
