using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class ActivityCancellationTests
{
    private readonly World world = new();

    [Fact]
    public void Cancelling_before_the_start_ends_it_behind_the_events_of_the_commands()
    {
        var run = Scheduled();
        world.Signal(run);

        world.Work(run, Commands.CancelActivity(5), Commands.Marker());

        Assert.Equal(
            ["WorkflowTaskCompleted", "ActivityTaskCancelRequested", "MarkerRecorded", "ActivityTaskCanceled", "WorkflowTaskScheduled"],
            world.Events(run, from: 9));
        var canceled = world.Last(run, EventType.ActivityTaskCanceled).ActivityTaskCanceledEventAttributes;
        Assert.Equal((10L, 0L), (canceled.LatestCancelRequestedEventId, canceled.StartedEventId));
        Assert.Equal("\"ACTIVITY_ID_NOT_STARTED\"", Assert.Single(canceled.Details.Payloads_).Data.ToStringUtf8());
        Assert.Null(world.TryTakeActivity(run, 5, attempt: 1, "poll"));
    }

    [Fact]
    public void Cancelling_during_a_retry_backoff_ends_it_too()
    {
        var run = Scheduled();
        world.FailActivity(world.TakeActivity(run));
        world.Signal(run);

        world.Work(run, Commands.CancelActivity(5));

        Assert.Contains("ActivityTaskCanceled", world.Events(run));
        world.Advance(TimeSpan.FromSeconds(60));
        Assert.Single(world.ActivityOffers);
    }

    [Fact]
    public void A_running_activity_learns_of_its_cancellation_by_heartbeat_and_may_confirm_it()
    {
        var run = Scheduled();
        var task = world.TakeActivity(run);
        Assert.Equal(GrpcStatusCode.InvalidArgument, Assert.Throws<GrpcException>(() => world.CancelActivity(task)).Code);
        world.Signal(run);
        world.Work(run, Commands.CancelActivity(5));
        Assert.Equal("ActivityTaskCancelRequested", world.Events(run)[^1]);

        Assert.True(world.Heartbeat(task).CancelRequested);
        world.CancelActivity(task);

        Assert.Equal(["ActivityTaskStarted", "ActivityTaskCanceled", "WorkflowTaskScheduled"], world.Events(run)[^3..]);
    }

    [Fact]
    public void A_failure_after_the_cancellation_was_requested_is_not_retried()
    {
        var run = Scheduled();
        var task = world.TakeActivity(run);
        world.Signal(run);
        world.Work(run, Commands.CancelActivity(5));

        world.FailActivity(task);

        Assert.Equal(RetryState.CancelRequested, world.Last(run, EventType.ActivityTaskFailed).ActivityTaskFailedEventAttributes.RetryState);
    }

    [Fact]
    public void Cancelling_an_activity_whose_result_is_unseen_is_allowed()
    {
        var run = Scheduled();
        var activity = world.TakeActivity(run);
        world.Signal(run);
        var task = world.Take(run);
        world.Finish(activity);

        world.Complete(task, Commands.CancelActivity(5));

        Assert.Equal(
            ["WorkflowTaskCompleted", "ActivityTaskCancelRequested", "ActivityTaskStarted", "ActivityTaskCompleted", "WorkflowTaskScheduled"],
            world.Events(run, from: 9));
    }

    private RunKey Scheduled()
    {
        var run = world.Start();
        world.Work(run, Commands.Activity());
        return run;
    }
}
