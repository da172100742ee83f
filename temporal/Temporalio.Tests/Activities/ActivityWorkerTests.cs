using Temporal.Grpc;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Client;
using Temporalio.Worker;
using static Temporalio.Tests.Activities.ActivityTasks;

namespace Temporalio.Tests.Activities;

public class ActivityWorkerTests
{
    [Fact]
    public async Task A_return_value_completes_the_activity()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving([Activity("add")] (int a, int b) => a + b));

        queue.Add("add", 2, 3);

        var report = await queue.ReportAsync<RespondActivityTaskCompletedRequest>();
        Assert.Equal(("5", "token-add", "orders", "worker"), (Text(report.Result), report.TaskToken.ToStringUtf8(), report.Namespace, report.Identity));
    }

    [Fact]
    public async Task Nothing_to_return_is_null()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving([Activity("quiet")] async () => await Task.Yield()));

        queue.Add("quiet");

        var report = await queue.ReportAsync<RespondActivityTaskCompletedRequest>();
        Assert.Equal("binary/null", report.Result.Payloads_.Single().Metadata["encoding"].ToStringUtf8());
    }

    [Fact]
    public async Task An_activity_knows_its_attempt_and_where_it_belongs()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving([Activity("who")] async () =>
        {
            await Task.Yield();
            var info = ActivityExecutionContext.Current.Info;
            return $"{info.ActivityType} {info.Attempt} {info.WorkflowId} {info.WorkflowRunId} {info.Namespace} {info.TaskQueue} {await info.HeartbeatDetailAtAsync<int>(0)}";
        }));

        queue.Add("who", task =>
        {
            task.Attempt = 4;
            task.HeartbeatDetails = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(77) } };
        });

        Assert.Equal("\"who 4 w r orders queue 77\"", Text((await queue.ReportAsync<RespondActivityTaskCompletedRequest>()).Result));
        Assert.False(ActivityExecutionContext.HasCurrent);
    }

    [Fact]
    public async Task A_thrown_exception_fails_the_activity()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving(
            [Activity("fail")] void () => throw new ApplicationFailureException("no", errorType: "Refused", nonRetryable: true)));

        queue.Add("fail");

        var failure = (await queue.ReportAsync<RespondActivityTaskFailedRequest>()).Failure;
        Assert.Equal(("no", "Refused", true), (failure.Message, failure.ApplicationFailureInfo.Type, failure.ApplicationFailureInfo.NonRetryable));
    }

    [Fact]
    public async Task An_unknown_activity_may_be_known_to_another_worker()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving([Activity("known")] () => 1));

        queue.Add("unknown");

        var failure = (await queue.ReportAsync<RespondActivityTaskFailedRequest>()).Failure;
        Assert.Equal(("NotFoundError", false), (failure.ApplicationFailureInfo.Type, failure.ApplicationFailureInfo.NonRetryable));
        Assert.Contains("known", failure.Message);
    }

    [Fact]
    public async Task A_dynamic_activity_takes_what_has_no_other()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving(
            [Activity(Dynamic = true)] (IRawValue[] arguments) => $"{ActivityExecutionContext.Current.Info.ActivityType}/{arguments.Length}"));

        queue.Add("whatever", 1, 2);

        Assert.Equal("\"whatever/2\"", Text((await queue.ReportAsync<RespondActivityTaskCompletedRequest>()).Result));
    }

    [Fact]
    public async Task Arguments_that_cannot_be_read_fail_the_activity()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving([Activity("add")] (int a) => a));

        queue.Add("add", "text");

        Assert.Equal("Failed decoding parameters", (await queue.ReportAsync<RespondActivityTaskFailedRequest>()).Failure.Message);
    }

    [Fact]
    public async Task A_result_that_cannot_be_written_fails_the_activity()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving([Activity("type")] object () => typeof(string)));

        queue.Add("type");

        Assert.Equal("NotSupportedException", (await queue.ReportAsync<RespondActivityTaskFailedRequest>()).Failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task An_activity_left_to_others_is_not_reported()
    {
        await using var queue = await ActivityQueue.StartAsync();
        await using var worker = await queue.WorkAsync(Serving(
            [Activity("later")] void () => throw new CompleteAsyncException(),
            [Activity("now")] () => 1));

        queue.Add("later");
        queue.Add("now");

        Assert.Equal("token-now", (await queue.ReportAsync<RespondActivityTaskCompletedRequest>()).TaskToken.ToStringUtf8());
        await worker.ShutdownAsync();
        Assert.False(queue.HasMoreReports);
    }

    [Fact]
    public async Task Shutdown_lets_running_activities_finish_within_the_grace_period()
    {
        await using var queue = await ActivityQueue.StartAsync();
        var started = new TaskCompletionSource();
        var options = Serving([Activity("slow")] async () =>
        {
            started.SetResult();
            var stopping = new TaskCompletionSource();
            await using var registered = ActivityExecutionContext.Current.WorkerShutdownToken.Register(stopping.SetResult);
            await stopping.Task;
            return ActivityExecutionContext.Current.CancellationToken.IsCancellationRequested;
        });
        options.GracefulShutdownTimeout = TimeSpan.FromMinutes(1);
        await using var worker = await queue.WorkAsync(options);

        queue.Add("slow");
        await started.Task;
        await worker.ShutdownAsync();

        Assert.Equal("false", Text((await queue.ReportAsync<RespondActivityTaskCompletedRequest>()).Result));
    }

    [Fact]
    public async Task After_the_grace_period_activities_are_cancelled_and_fail_retryably()
    {
        await using var queue = await ActivityQueue.StartAsync();
        var started = new TaskCompletionSource();
        await using var worker = await queue.WorkAsync(Serving([Activity("endless")] async () =>
        {
            started.SetResult();
            await CancelledAsync();
        }));

        queue.Add("endless");
        await started.Task;
        await worker.ShutdownAsync();

        var failure = (await queue.ReportAsync<RespondActivityTaskFailedRequest>()).Failure;
        Assert.Equal(("WorkerShutdown", false), (failure.ApplicationFailureInfo.Type, failure.ApplicationFailureInfo.NonRetryable));
    }

    [Fact]
    public async Task No_more_activities_run_than_there_are_slots()
    {
        await using var queue = await ActivityQueue.StartAsync();
        var (now, most) = (0, 0);
        var options = Serving([Activity("work")] async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            for (var turn = 0; turn < 50; turn++)
            {
                await Task.Yield();
            }

            Interlocked.Decrement(ref now);
        });
        options.MaxConcurrentActivities = 2;
        await using var worker = await queue.WorkAsync(options);

        for (var each = 0; each < 20; each++)
        {
            queue.Add("work");
        }

        for (var each = 0; each < 20; each++)
        {
            await queue.ReportAsync<RespondActivityTaskCompletedRequest>();
        }

        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task Polls_go_on_after_the_server_was_away()
    {
        await using var queue = await ActivityQueue.StartAsync();
        (queue.PollsToRefuse, queue.Refusal) = (7, GrpcStatusCode.Unavailable);
        await using var worker = await queue.WorkAsync(Serving([Activity("one")] () => 1), new ImpatientTime());

        // Without a time-out, which would be over at once in impatient time.
        queue.Add("one", task => task.StartToCloseTimeout = null);

        await queue.ReportAsync<RespondActivityTaskCompletedRequest>();
    }

    [Fact]
    public async Task A_refusal_that_lasts_ends_the_worker()
    {
        await using var queue = await ActivityQueue.StartAsync();
        (queue.PollsToRefuse, queue.Refusal) = (int.MaxValue, GrpcStatusCode.PermissionDenied);
        var worker = await queue.WorkAsync(Serving([Activity("one")] () => 1), new ImpatientTime());

        var e = await Assert.ThrowsAsync<RpcException>(() => worker.Ended.WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Equal(RpcException.StatusCode.PermissionDenied, e.Code);
    }

    [Fact]
    public async Task An_attempt_past_its_timeout_is_stopped_and_not_reported()
    {
        await using var queue = await ActivityQueue.StartAsync();
        var reason = new TaskCompletionSource<ActivityCancelReason>();
        var options = Serving([Activity("endless")] async () =>
        {
            try
            {
                await CancelledAsync();
            }
            finally
            {
                reason.SetResult(ActivityExecutionContext.Current.CancelReason);
            }
        });
        await using var worker = await queue.WorkAsync(options, new ImpatientTime());

        queue.Add("endless");

        Assert.Equal(ActivityCancelReason.Timeout, await reason.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await worker.ShutdownAsync();
        Assert.False(queue.HasMoreReports);
    }
}
