using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class ActivityTests
{
    private readonly World world = new();

    [Fact]
    public void The_started_event_is_written_with_the_result_at_its_original_time()
    {
        var run = Scheduled();
        Assert.Equal([(run, 5L, 1)], world.ActivityOffers);
        world.Now += TimeSpan.FromSeconds(1);
        var startedAt = world.Now;
        var task = world.TakeActivity(run);
        world.Now += TimeSpan.FromSeconds(2);
        Assert.Equal("ActivityTaskScheduled", world.Events(run)[^1]);

        world.Finish(task);

        Assert.Equal(["ActivityTaskStarted", "ActivityTaskCompleted", "WorkflowTaskScheduled"], world.Events(run, from: 6));
        Assert.Equal(startedAt.ToTimestamp(), world.Last(run, EventType.ActivityTaskStarted).EventTime);
        var completed = world.Last(run, EventType.ActivityTaskCompleted).ActivityTaskCompletedEventAttributes;
        Assert.Equal((5L, 6L), (completed.ScheduledEventId, completed.StartedEventId));
        Assert.Equal(Worker.Text("done"), completed.Result);
    }

    [Fact]
    public void All_four_timeouts_are_present_and_the_task_carries_its_input()
    {
        var run = Scheduled();

        var scheduled = world.Last(run, EventType.ActivityTaskScheduled).ActivityTaskScheduledEventAttributes;
        Assert.Equal(new Duration(), scheduled.ScheduleToCloseTimeout);
        Assert.Equal(new Duration(), scheduled.ScheduleToStartTimeout);
        Assert.Equal(Client.Seconds(60), scheduled.StartToCloseTimeout);
        Assert.Equal(new Duration(), scheduled.HeartbeatTimeout);
        Assert.Equal((Client.Seconds(1), 2.0, Client.Seconds(100)), (scheduled.RetryPolicy.InitialInterval, scheduled.RetryPolicy.BackoffCoefficient, scheduled.RetryPolicy.MaximumInterval));
        var task = world.TakeActivity(run);
        Assert.Equal(new Duration(), task.ScheduleToCloseTimeout);
        Assert.Equal(Worker.Text("input"), task.Input);
    }

    [Theory]
    [InlineData(0, 0, 5, 0, 0, /* becomes */ 0, 0, 5, 0)]
    [InlineData(9, 0, 0, 0, 0, /* becomes */ 9, 9, 9, 0)]
    [InlineData(9, 20, 20, 20, 0, /* becomes */ 9, 9, 9, 9)]
    [InlineData(0, 0, 5, 8, 0, /* becomes */ 0, 0, 5, 5)]
    [InlineData(0, 0, 5, 0, 30, /* becomes */ 30, 30, 5, 0)]
    [InlineData(90, 0, 50, 0, 30, /* becomes */ 30, 30, 30, 0)]
    public void Timeouts_limit_each_other(
        int close, int start, int run, int heartbeat, int runTimeout, int expectedClose, int expectedStart, int expectedRun, int expectedHeartbeat)
    {
        var command = Commands.Activity(with: attributes =>
        {
            attributes.ScheduleToCloseTimeout = Client.Seconds(close);
            attributes.ScheduleToStartTimeout = Client.Seconds(start);
            attributes.StartToCloseTimeout = Client.Seconds(run);
            attributes.HeartbeatTimeout = Client.Seconds(heartbeat);
        });

        var timeouts = ActivityTimeouts.Normalise(command.ScheduleActivityTaskCommandAttributes, TimeSpan.FromSeconds(runTimeout));

        Assert.Equal(
            (expectedClose, expectedStart, expectedRun, expectedHeartbeat),
            ((int)timeouts.ScheduleToClose.TotalSeconds, (int)timeouts.ScheduleToStart.TotalSeconds, (int)timeouts.StartToClose.TotalSeconds, (int)timeouts.Heartbeat.TotalSeconds));
    }

    [Fact]
    public void A_failed_attempt_is_retried_without_events_until_one_succeeds()
    {
        var run = Scheduled();
        var first = world.TakeActivity(run);
        world.Heartbeat(first, "half");
        world.FailActivity(first);
        Assert.Equal("ActivityTaskScheduled", world.Events(run)[^1]);
        Assert.Null(world.TryTakeActivity(run));

        world.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((run, 5L, 2), world.ActivityOffers[^1]);
        var second = world.TakeActivity(run);
        Assert.Equal(2, second.Attempt);
        Assert.Equal(Worker.Text("half"), second.HeartbeatDetails);
        world.Finish(second);

        Assert.Equal(["ActivityTaskStarted", "ActivityTaskCompleted", "WorkflowTaskScheduled"], world.Events(run, from: 6));
        var started = world.Last(run, EventType.ActivityTaskStarted).ActivityTaskStartedEventAttributes;
        Assert.Equal((2, "it broke"), (started.Attempt, started.LastFailure.Message));
    }

    [Fact]
    public void A_result_of_an_earlier_attempt_is_refused()
    {
        var run = Scheduled(attributes => attributes.StartToCloseTimeout = Client.Seconds(5));
        var first = world.TakeActivity(run);
        world.Advance(TimeSpan.FromSeconds(6));
        var second = world.TakeActivity(run);

        Assert.Equal(GrpcStatusCode.NotFound, Assert.Throws<GrpcException>(() => world.Finish(first)).Code);
        Assert.Equal(GrpcStatusCode.NotFound, Assert.Throws<GrpcException>(() => world.Heartbeat(first)).Code);
        world.Finish(second);
        Assert.Equal(GrpcStatusCode.NotFound, Assert.Throws<GrpcException>(() => world.Finish(second)).Code);
    }

    [Fact]
    public void A_stale_offer_of_an_earlier_attempt_is_dropped_and_a_hand_over_is_repeatable()
    {
        var run = Scheduled();
        var first = world.TakeActivity(run, requestId: "one");
        Assert.Equal(first, world.TryTakeActivity(run, requestId: "one"));
        Assert.Null(world.TryTakeActivity(run, requestId: "two"));
        world.FailActivity(first);
        world.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(world.TryTakeActivity(run, 5, attempt: 1, "three"));
        Assert.NotNull(world.TryTakeActivity(run, 5, attempt: 2, "three"));
    }

    [Fact]
    public void A_non_retryable_failure_ends_the_activity()
    {
        var run = Scheduled();
        world.FailActivity(world.TakeActivity(run), Worker.Application("Broken", nonRetryable: true));

        Assert.Equal(["ActivityTaskStarted", "ActivityTaskFailed", "WorkflowTaskScheduled"], world.Events(run, from: 6));
        Assert.Equal(
            RetryState.NonRetryableFailure, world.Last(run, EventType.ActivityTaskFailed).ActivityTaskFailedEventAttributes.RetryState);
    }

    [Fact]
    public void Schedule_to_close_counts_from_the_first_schedule_over_all_attempts()
    {
        var run = Scheduled(attributes =>
        {
            attributes.ScheduleToCloseTimeout = Client.Seconds(10);
            attributes.RetryPolicy = new() { InitialInterval = Client.Seconds(4), BackoffCoefficient = 1 };
        });
        world.Advance(TimeSpan.FromSeconds(1));
        world.FailActivity(world.TakeActivity(run));
        world.Advance(TimeSpan.FromSeconds(4));
        world.TakeActivity(run);

        world.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("ActivityTaskScheduled", world.Events(run)[^1]);
        world.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["ActivityTaskStarted", "ActivityTaskTimedOut", "WorkflowTaskScheduled"], world.Events(run, from: 6));
        var timedOut = world.Last(run, EventType.ActivityTaskTimedOut).ActivityTaskTimedOutEventAttributes;
        Assert.Equal(RetryState.Timeout, timedOut.RetryState);
        Assert.Equal(TimeoutType.ScheduleToClose, timedOut.Failure.TimeoutFailureInfo.TimeoutType);
        Assert.Equal("it broke", timedOut.Failure.Cause.Message);
    }

    [Fact]
    public void Schedule_to_start_wins_over_schedule_to_close_at_the_same_instant()
    {
        var run = Scheduled(attributes => attributes.ScheduleToCloseTimeout = Client.Seconds(10));

        world.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["ActivityTaskTimedOut", "WorkflowTaskScheduled"], world.Events(run, from: 6));
        var timedOut = world.Last(run, EventType.ActivityTaskTimedOut).ActivityTaskTimedOutEventAttributes;
        Assert.Equal((TimeoutType.ScheduleToStart, 0L), (timedOut.Failure.TimeoutFailureInfo.TimeoutType, timedOut.StartedEventId));
    }

    [Fact]
    public void A_start_to_close_timeout_without_time_for_a_retry_is_reported_as_schedule_to_close()
    {
        var run = Scheduled(attributes =>
        {
            attributes.ScheduleToCloseTimeout = Client.Seconds(6);
            attributes.StartToCloseTimeout = Client.Seconds(5);
            attributes.RetryPolicy = new() { InitialInterval = Client.Seconds(5) };
        });
        world.Heartbeat(world.TakeActivity(run), "half");

        world.Advance(TimeSpan.FromSeconds(5));

        var failure = world.Last(run, EventType.ActivityTaskTimedOut).ActivityTaskTimedOutEventAttributes.Failure;
        Assert.Equal(TimeoutType.ScheduleToClose, failure.TimeoutFailureInfo.TimeoutType);
        Assert.StartsWith("Not enough time to schedule next retry", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Worker.Text("half"), failure.TimeoutFailureInfo.LastHeartbeatDetails);
        Assert.Equal(TimeoutType.StartToClose, failure.Cause.TimeoutFailureInfo.TimeoutType);
    }

    [Fact]
    public void Heartbeats_keep_an_attempt_alive_and_their_absence_ends_it()
    {
        var run = Scheduled(attributes =>
        {
            attributes.HeartbeatTimeout = Client.Seconds(5);
            attributes.RetryPolicy = new() { MaximumAttempts = 1 };
        });
        var task = world.TakeActivity(run);
        world.Advance(TimeSpan.FromSeconds(4));
        Assert.False(world.Heartbeat(task).CancelRequested);
        world.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("ActivityTaskScheduled", world.Events(run)[^1]);

        world.Advance(TimeSpan.FromSeconds(1));

        var timedOut = world.Last(run, EventType.ActivityTaskTimedOut).ActivityTaskTimedOutEventAttributes;
        Assert.Equal((TimeoutType.Heartbeat, RetryState.MaximumAttemptsReached), (timedOut.Failure.TimeoutFailureInfo.TimeoutType, timedOut.RetryState));
    }

    [Fact]
    public void Two_deadlines_of_one_attempt_cost_one_attempt()
    {
        var run = Scheduled(attributes =>
        {
            attributes.HeartbeatTimeout = Client.Seconds(5);
            attributes.StartToCloseTimeout = Client.Seconds(5);
        });
        world.TakeActivity(run);

        world.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(2, world.Runs[run].State.Activities[5].Attempt);
    }

    [Fact]
    public void The_heartbeat_deadline_of_a_new_attempt_counts_from_its_own_start()
    {
        var run = Scheduled(attributes => attributes.HeartbeatTimeout = Client.Seconds(5));
        var first = world.TakeActivity(run);
        world.Heartbeat(first);
        world.FailActivity(first);
        world.Advance(TimeSpan.FromSeconds(4));
        world.TakeActivity(run);

        world.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(2, world.Runs[run].State.Activities[5].Attempt);
        Assert.NotNull(world.Runs[run].State.Activities[5].StartedTime);
    }

    [Fact]
    public void Completing_by_id_works_before_the_start_and_fabricates_one()
    {
        var run = Scheduled();

        world.Do(tx => ActivityResults.Complete(tx, new RespondActivityTaskCompletedByIdRequest
        {
            Namespace = run.Namespace,
            WorkflowId = run.WorkflowId,
            ActivityId = "a",
            Identity = "someone",
        }));

        Assert.Equal(["ActivityTaskStarted", "ActivityTaskCompleted", "WorkflowTaskScheduled"], world.Events(run, from: 6));
        Assert.Equal("someone", world.Last(run, EventType.ActivityTaskStarted).ActivityTaskStartedEventAttributes.Identity);
    }

    [Fact]
    public void By_id_variants_want_a_started_activity_otherwise()
    {
        var run = Scheduled();
        var fail = new RespondActivityTaskFailedByIdRequest { Namespace = run.Namespace, WorkflowId = run.WorkflowId, RunId = run.RunId, ActivityId = "a", Failure = Worker.Application("Broken", nonRetryable: true) };
        var beat = new RecordActivityTaskHeartbeatByIdRequest { Namespace = run.Namespace, WorkflowId = run.WorkflowId, ActivityId = "a" };
        Assert.Equal(GrpcStatusCode.NotFound, Assert.Throws<GrpcException>(() => world.Do(tx => ActivityResults.Fail(tx, fail))).Code);
        Assert.Equal(GrpcStatusCode.NotFound, Assert.Throws<GrpcException>(() => world.Do(tx => ActivityHeartbeat.Record(tx, beat))).Code);

        world.TakeActivity(run);
        world.Do(tx => ActivityHeartbeat.Record(tx, beat));
        world.Do(tx => ActivityResults.Fail(tx, fail));

        Assert.Equal("ActivityTaskFailed", world.Events(run)[^2]);
    }

    [Fact]
    public void An_oversized_result_becomes_a_failure()
    {
        world.Options = world.Options with { MaximumBlobBytes = 1000 };
        var run = Scheduled();

        world.Finish(world.TakeActivity(run), new string('x', 2000));

        var failed = world.Last(run, EventType.ActivityTaskFailed).ActivityTaskFailedEventAttributes;
        Assert.True(failed.Failure.ServerFailureInfo.NonRetryable);
    }

    [Fact]
    public void A_long_failure_is_kept_short_between_attempts()
    {
        var run = Scheduled();
        var failure = Worker.Application("Broken");
        failure.StackTrace = new string('x', 100_000);

        world.FailActivity(world.TakeActivity(run), failure);

        Assert.InRange(world.Runs[run].State.Activities[5].LastFailure.CalculateSize(), 1, 4096);
    }

    [Fact]
    public void Closing_the_run_makes_its_activity_tokens_worthless()
    {
        var run = Scheduled();
        var task = world.TakeActivity(run);
        world.Terminate(run);

        Assert.Equal(GrpcStatusCode.NotFound, Assert.Throws<GrpcException>(() => world.Finish(task)).Code);
        Assert.Equal(GrpcStatusCode.NotFound, Assert.Throws<GrpcException>(() => world.Heartbeat(task)).Code);
    }

    [Fact]
    public void After_a_restart_what_waits_is_offered_again_and_what_runs_is_not()
    {
        var run = world.Start();
        world.Work(run, Commands.Activity("waits"), Commands.Activity("runs"), Commands.Activity("backs off"));
        world.TakeActivity(run, "runs");
        world.FailActivity(world.TakeActivity(run, "backs off"));
        world.Signal(run);
        world.ActivityOffers.Clear();
        world.WorkflowTaskOffers.Clear();

        world.Restart();
        world.Do(tx =>
        {
            Recovery.Redispatch(tx, world.Runs[run]);
            return true;
        });

        Assert.Equal([(run, 5L, 1)], world.ActivityOffers);
        Assert.Single(world.WorkflowTaskOffers);
        Assert.Equal(world.Now + TimeSpan.FromSeconds(1), Deadlines.Next(world.Runs[run]));
    }

    private RunKey Scheduled(Action<Temporalio.Api.Command.V1.ScheduleActivityTaskCommandAttributes>? with = null)
    {
        var run = world.Start();
        world.Work(run, Commands.Activity(with: with));
        return run;
    }
}
