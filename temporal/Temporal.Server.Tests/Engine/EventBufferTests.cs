using Temporal.Grpc;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class EventBufferTests
{
    private readonly World world = new();

    [Fact]
    public void Results_of_activities_and_children_are_flushed_behind_everything_else_in_order_of_arrival()
    {
        var run = world.Start();
        world.Work(run, Commands.Activity("a1"), Commands.Activity("a2"), Commands.Child(), Commands.Timer(seconds: 1));
        var child = world.CurrentRun("child").Key;
        var task = world.Take(run);
        world.Finish(world.TakeActivity(run, "a2"));
        world.Work(child, Commands.Complete());
        world.Signal(run);
        world.Finish(world.TakeActivity(run, "a1"));
        world.Advance(TimeSpan.FromSeconds(1));
        world.RequestCancel(run);
        var from = (int)world.Runs[run].State.NextEventId;

        world.Complete(task, Commands.Marker());

        Assert.Equal(
            [
                "WorkflowTaskCompleted", "MarkerRecorded",
                "ActivityTaskStarted", "WorkflowExecutionSignaled", "ActivityTaskStarted", "TimerFired", "WorkflowExecutionCancelRequested",
                "ActivityTaskCompleted", "ChildWorkflowExecutionCompleted", "ActivityTaskCompleted",
                "WorkflowTaskScheduled",
            ],
            world.Events(run, from));
        var history = world.Histories[run];
        var completed = history.Where(happening => happening.EventType == EventType.ActivityTaskCompleted)
            .Select(happening => happening.ActivityTaskCompletedEventAttributes).ToList();
        Assert.Equal([from + 2L, from + 4L], completed.Select(attributes => attributes.StartedEventId));
        Assert.All(completed, attributes => Assert.Equal(
            attributes.ScheduledEventId,
            history[(int)attributes.StartedEventId - 1].ActivityTaskStartedEventAttributes.ScheduledEventId));
    }

    [Fact]
    public void What_waits_survives_a_restart()
    {
        var run = world.Start();
        var task = world.Take(run);
        world.Signal(run);

        world.Restart();
        world.Complete(task);

        Assert.Equal(["WorkflowTaskCompleted", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"], world.Events(run, from: 4));
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("fail")]
    [InlineData("cancel")]
    [InlineData("continue")]
    public void A_workflow_may_not_close_over_events_it_has_not_seen(string how)
    {
        var close = how switch
        {
            "complete" => Commands.Complete(),
            "fail" => Commands.Fail(),
            "cancel" => Commands.Cancel(),
            _ => Commands.ContinueAsNew(),
        };
        var run = world.Start();
        var task = world.Take(run);
        world.Signal(run);

        var refusal = Assert.Throws<GrpcException>(() => world.Complete(task, Commands.Marker(), close));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refusal.Code);
        Assert.Equal("UnhandledCommand", refusal.Message);
        Assert.Equal(["WorkflowTaskFailed", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"], world.Events(run, from: 4));
        Assert.Equal(
            WorkflowTaskFailedCause.UnhandledCommand,
            world.Last(run, EventType.WorkflowTaskFailed).WorkflowTaskFailedEventAttributes.Cause);
        Assert.Single(world.Runs);
        world.Work(run, close);
        Assert.False(world.Runs[run].IsOpen);
    }

    [Fact]
    public void Cancelling_a_timer_that_fired_unseen_unfires_it_and_lets_the_workflow_close()
    {
        var run = world.Start();
        world.Work(run, Commands.Timer(seconds: 1));
        world.Signal(run);
        var task = world.Take(run);
        world.Advance(TimeSpan.FromSeconds(1));

        world.Complete(task, Commands.CancelTimer(), Commands.Complete());

        Assert.Equal(["WorkflowTaskCompleted", "TimerCanceled", "WorkflowExecutionCompleted"], world.Events(run, from: 9));
        Assert.Equal(5, world.Last(run, EventType.TimerCanceled).TimerCanceledEventAttributes.StartedEventId);
    }

    [Fact]
    public void Cancelling_such_a_timer_does_not_hide_another_unseen_event()
    {
        var run = world.Start();
        world.Work(run, Commands.Timer(seconds: 1));
        world.Signal(run);
        var task = world.Take(run);
        world.Advance(TimeSpan.FromSeconds(1));
        world.Signal(run);

        Assert.Throws<GrpcException>(() => world.Complete(task, Commands.CancelTimer(), Commands.Complete()));

        Assert.Equal(["WorkflowTaskFailed", "TimerFired", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"], world.Events(run, from: 9));
    }

    [Fact]
    public void A_full_buffer_takes_the_task_from_its_worker()
    {
        world.Options = world.Options with { MaximumBufferedEvents = 2 };
        var run = world.Start();
        var task = world.Take(run);
        world.Signal(run);
        world.Signal(run);
        world.Signal(run);

        Assert.Equal(
            ["WorkflowTaskFailed", "WorkflowExecutionSignaled", "WorkflowExecutionSignaled", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"],
            world.Events(run, from: 4));
        Assert.Throws<GrpcException>(() => world.Complete(task));
    }

    [Fact]
    public void Terminating_flushes_what_waits()
    {
        var run = world.Start();
        world.Take(run);
        world.Signal(run);

        world.Terminate(run);

        Assert.Equal(["WorkflowTaskFailed", "WorkflowExecutionSignaled", "WorkflowExecutionTerminated"], world.Events(run, from: 4));
    }
}
