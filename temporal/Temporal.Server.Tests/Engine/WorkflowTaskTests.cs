using Google.Protobuf;
using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class WorkflowTaskTests
{
    private readonly World world = new();

    [Fact]
    public void The_first_task_carries_the_history_from_its_beginning()
    {
        var run = world.Start();

        var task = world.Take(run);

        Assert.Equal(["WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowTaskStarted"], world.Events(run));
        Assert.Equal(1, task.FirstEventId);
        Assert.Equal(3, task.LastStoredEventId);
        Assert.Equal(3, task.Response.StartedEventId);
        Assert.Equal(0, task.Response.PreviousStartedEventId);
        Assert.Equal(1, task.Response.Attempt);
        Assert.Equal(World.Queue, task.Response.WorkflowExecutionTaskQueue.Name);
    }

    [Fact]
    public void A_task_is_handed_over_once_and_the_same_hand_over_gets_the_same_answer()
    {
        var run = world.Start();
        var first = world.TryTake(run, requestId: "one");

        Assert.Null(world.TryTake(run, requestId: "two"));
        Assert.Equal(first!.Response, world.TryTake(run, requestId: "one")!.Response);
    }

    [Fact]
    public void A_stale_offer_is_dropped()
    {
        var run = world.Start();
        var stamp = world.Runs[run].State.WorkflowTask.Stamp;
        world.Work(run, Commands.Timer());
        world.Signal(run);

        Assert.Null(world.TryTake(run, stamp));
        Assert.NotNull(world.TryTake(run));
    }

    [Fact]
    public void A_completion_that_was_applied_is_not_applied_again()
    {
        var run = world.Start();
        var task = world.Take(run);
        world.Complete(task, Commands.Timer());

        var refusal = Assert.Throws<GrpcException>(() => world.Complete(task, Commands.Timer("other")));

        Assert.Equal(GrpcStatusCode.NotFound, refusal.Code);
        Assert.Equal("Workflow task not found.", refusal.Message);
        Assert.Single(world.Events(run), "TimerStarted");
    }

    [Theory]
    [InlineData("scheduled")]
    [InlineData("started")]
    [InlineData("time")]
    [InlineData("attempt")]
    [InlineData("run")]
    [InlineData("garbage")]
    public void Every_part_of_the_token_counts(string part)
    {
        var run = world.Start();
        var task = world.Take(run);
        var token = WorkflowTaskToken.Parser.ParseFrom(task.Response.TaskToken);
        switch (part)
        {
            case "scheduled":
                token.ScheduledEventId++;
                break;
            case "started":
                token.StartedEventId++;
                break;
            case "time":
                token.StartedTime.Nanos++;
                break;
            case "attempt":
                token.Attempt++;
                break;
            default:
                token.RunId = "other";
                break;
        }

        var bytes = part == "garbage" ? ByteString.CopyFrom(0xff, 0xff, 0xff) : token.ToByteString();
        var response = new PollWorkflowTaskQueueResponse { TaskToken = bytes };

        Assert.Equal(GrpcStatusCode.NotFound, Assert.Throws<GrpcException>(() => world.Complete(task with { Response = response })).Code);
    }

    [Fact]
    public void What_the_worker_says_of_itself_is_echoed()
    {
        var run = world.Start();
        var task = world.Take(run);
        var metadata = new WorkflowTaskCompletedMetadata { CoreUsedFlags = { 1, 2 }, LangUsedFlags = { 3 }, SdkName = "sdk", SdkVersion = "1" };

        world.Complete(task, request => request.SdkMetadata = metadata);

        Assert.Equal(metadata, world.Last(run, EventType.WorkflowTaskCompleted).WorkflowTaskCompletedEventAttributes.SdkMetadata);
    }

    [Fact]
    public void The_next_task_is_started_on_the_spot_when_the_worker_asks_for_it()
    {
        var run = world.Start();
        var task = world.Take(run);
        world.Signal(run);
        world.WorkflowTaskOffers.Clear();

        var completed = world.Complete(task, request =>
        {
            Worker.Sticky(request);
            request.ReturnNewWorkflowTask = true;
        });

        Assert.Equal(
            ["WorkflowTaskCompleted", "WorkflowExecutionSignaled", "WorkflowTaskScheduled", "WorkflowTaskStarted"], world.Events(run, from: 4));
        Assert.Empty(world.WorkflowTaskOffers);
        Assert.Equal(4, completed.Next!.FirstEventId);
        Assert.Equal(7, completed.Next.LastStoredEventId);
        Assert.Equal(3, completed.Next.Response.PreviousStartedEventId);
        world.Complete(completed.Next, Commands.Complete());
    }

    [Fact]
    public void Nothing_new_means_no_next_task()
    {
        var run = world.Start();
        var task = world.Take(run);

        var completed = world.Complete(task, request => request.ReturnNewWorkflowTask = true, Commands.Timer());

        Assert.Null(completed.Next);
        Assert.Null(world.Runs[run].State.WorkflowTask);
    }

    [Fact]
    public void A_failed_task_is_followed_by_a_transient_one_that_leaves_no_trace_until_it_is_completed()
    {
        var run = world.Start();
        world.FailTask(world.Take(run));
        Assert.Equal("WorkflowTaskFailed", world.Events(run)[^1]);

        var second = world.Take(run);
        Assert.Equal("WorkflowTaskFailed", world.Events(run)[^1]);
        Assert.Equal(2, second.Response.Attempt);
        Assert.Equal(4, second.LastStoredEventId);
        Assert.Equal([5L, 6L], second.TransientEvents.Select(happening => happening.EventId));
        Assert.Equal(6, second.Response.StartedEventId);

        world.FailTask(second);
        Assert.Equal("WorkflowTaskFailed", world.Events(run)[^1]);
        Assert.Equal(4, world.Histories[run].Count);

        var third = world.Take(run);
        Assert.Equal(3, third.Response.Attempt);
        world.Complete(third, Commands.Timer());
        Assert.Equal(
            ["WorkflowTaskScheduled", "WorkflowTaskStarted", "WorkflowTaskCompleted", "TimerStarted"], world.Events(run, from: 5));
        Assert.Equal(third.TransientEvents[0].EventTime, world.Histories[run][4].EventTime);
        Assert.Equal(third.TransientEvents[1], world.Histories[run][5]);
    }

    [Fact]
    public void An_event_that_overtakes_a_waiting_transient_task_makes_it_an_ordinary_first_attempt()
    {
        var run = world.Start();
        world.FailTask(world.Take(run));
        var stamp = world.Runs[run].State.WorkflowTask.Stamp;

        world.Signal(run);

        Assert.Equal(["WorkflowTaskFailed", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"], world.Events(run, from: 4));
        var task = world.TryTake(run, stamp);
        Assert.Equal(1, task!.Response.Attempt);
        Assert.Empty(task.TransientEvents);
        Assert.Equal("WorkflowTaskStarted", world.Events(run)[^1]);
    }

    [Fact]
    public void A_transient_task_that_fails_with_news_waiting_is_followed_by_an_ordinary_one()
    {
        var run = world.Start();
        world.FailTask(world.Take(run));
        var transient = world.Take(run);
        world.Signal(run);

        world.FailTask(transient);

        Assert.Equal(["WorkflowTaskFailed", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"], world.Events(run, from: 4));
        Assert.Equal(1, world.Take(run).Response.Attempt);
    }

    [Fact]
    public void A_task_times_out_and_its_late_completion_is_refused()
    {
        var run = world.Start();
        var task = world.Take(run);
        world.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("WorkflowTaskTimedOut", world.Events(run)[^1]);
        Assert.Throws<GrpcException>(() => world.Complete(task));
        Assert.Equal(2, world.Take(run).Response.Attempt);
    }

    [Fact]
    public void Later_attempts_are_given_more_and_more_time()
    {
        var run = world.Start();
        var timeouts = new List<double>();
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            var task = world.Take(run);
            timeouts.Add(world.Runs[run].State.WorkflowTask.StartToCloseTimeout.ToTimeSpan().TotalSeconds);
            world.FailTask(task);
        }

        Assert.Equal([10, 10, 10, 15, 20, 30], timeouts);
    }

    [Fact]
    public void A_heartbeat_forces_a_new_task_and_may_not_go_on_for_ever()
    {
        var run = world.Start();
        var task = world.Take(run);
        for (var beat = 0; beat < 225; beat++)
        {
            world.Advance(TimeSpan.FromSeconds(8));
            task = world.Complete(task, Heartbeat).Next!;
        }

        world.Advance(TimeSpan.FromSeconds(8));
        var refusal = Assert.Throws<GrpcException>(() => world.Complete(task, Heartbeat));

        Assert.Equal(GrpcStatusCode.NotFound, refusal.Code);
        Assert.Equal("workflow task heartbeat timeout", refusal.Message);
        Assert.Equal("WorkflowTaskTimedOut", world.Events(run)[^2]);
        Assert.Equal("WorkflowTaskScheduled", world.Events(run)[^1]);

        static void Heartbeat(RespondWorkflowTaskCompletedRequest request)
        {
            Worker.Sticky(request);
            request.ForceCreateNewWorkflowTask = true;
            request.ReturnNewWorkflowTask = true;
        }
    }

    [Fact]
    public void Continuing_as_new_is_suggested_when_the_history_has_grown()
    {
        world.Options = world.Options with { SuggestContinueAsNewEvents = 6 };
        var run = world.Start();
        world.Work(run, Commands.Marker());
        Assert.False(world.Last(run, EventType.WorkflowTaskStarted).WorkflowTaskStartedEventAttributes.SuggestContinueAsNew);

        world.Signal(run);
        world.Take(run);

        var started = world.Last(run, EventType.WorkflowTaskStarted).WorkflowTaskStartedEventAttributes;
        Assert.True(started.SuggestContinueAsNew);
        Assert.Equal([SuggestContinueAsNewReason.TooManyHistoryEvents], started.SuggestContinueAsNewReasons);
        Assert.True(started.HistorySizeBytes > 0);
    }

    [Fact]
    public void The_build_that_worked_on_a_run_can_be_searched_for()
    {
        var run = world.Start();
#pragma warning disable CS0612 // Deprecated on the wire, and still what workers send.
        world.Complete(world.Take(run), request => request.WorkerVersionStamp = new() { BuildId = "b1" });
#pragma warning restore CS0612

        var value = world.Runs[run].State.SearchAttributes.IndexedFields["BuildIds"];
        Assert.Equal("""["unversioned","unversioned:b1"]""", value.Data.ToStringUtf8());
    }
}
