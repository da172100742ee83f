using Temporal.Server.Engine;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class StickyTests
{
    private readonly World world = new();

    [Fact]
    public void A_sticky_worker_gets_only_what_is_new()
    {
        var run = Bound();
        world.Signal(run);

        var scheduled = world.Last(run, EventType.WorkflowTaskScheduled).WorkflowTaskScheduledEventAttributes.TaskQueue;
        Assert.Equal((World.StickyQueue, TaskQueueKind.Sticky, World.Queue), (scheduled.Name, scheduled.Kind, scheduled.NormalName));
        var task = world.Take(run, sticky: true);
        Assert.Equal(4, task.FirstEventId);
        Assert.Equal(3, task.Response.PreviousStartedEventId);
    }

    [Fact]
    public void A_task_taken_from_the_normal_queue_carries_everything_and_ends_the_stickiness()
    {
        var run = Bound();
        world.Signal(run);

        var task = world.Take(run);

        Assert.Equal(1, task.FirstEventId);
        Assert.Null(world.Runs[run].State.Sticky);
    }

    [Fact]
    public void A_sticky_queue_that_is_not_served_loses_the_task_to_the_normal_queue()
    {
        var run = Bound();
        world.Signal(run);
        var offered = world.Runs[run].State.WorkflowTask.Stamp;

        world.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(
            ["WorkflowExecutionSignaled", "WorkflowTaskScheduled", "WorkflowTaskTimedOut", "WorkflowTaskScheduled"], world.Events(run, from: 5));
        var timedOut = world.Last(run, EventType.WorkflowTaskTimedOut).WorkflowTaskTimedOutEventAttributes;
        Assert.Equal((TimeoutType.ScheduleToStart, 0L), (timedOut.TimeoutType, timedOut.StartedEventId));
        Assert.Null(world.TryTake(run, offered, sticky: true));
        Assert.Equal(1, world.Take(run).Response.Attempt);
    }

    [Fact]
    public void A_sticky_poll_gets_nothing_of_a_run_that_is_not_bound_to_it()
    {
        var run = world.Start();

        Assert.Null(world.TryTake(run, sticky: true));
    }

    [Fact]
    public void A_failure_on_the_sticky_worker_is_retried_as_an_ordinary_task_on_the_normal_queue()
    {
        var run = Bound();
        world.Signal(run);

        world.FailTask(world.Take(run, sticky: true));

        Assert.Equal(["WorkflowTaskStarted", "WorkflowTaskFailed", "WorkflowTaskScheduled"], world.Events(run, from: 7));
        var task = world.Take(run);
        Assert.Equal((1, 1L, 3L), (task.Response.Attempt, task.FirstEventId, task.Response.PreviousStartedEventId));
    }

    [Fact]
    public void Resetting_stickiness_sends_a_waiting_task_to_everyone_at_once()
    {
        var run = Bound();
        world.Signal(run);
        var offered = world.Runs[run].State.WorkflowTask.Stamp;
        world.WorkflowTaskOffers.Clear();

        world.Do(tx => ResetSticky.Execute(tx, new ResetStickyTaskQueueRequest
        {
            Namespace = run.Namespace,
            Execution = new WorkflowExecution { WorkflowId = run.WorkflowId, RunId = run.RunId },
        }));

        Assert.Single(world.WorkflowTaskOffers);
        Assert.Null(world.TryTake(run, offered));
        Assert.Equal(1, world.Take(run).FirstEventId);
        world.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("WorkflowTaskStarted", world.Events(run)[^1]);
    }

    private RunKey Bound()
    {
        var run = world.Start();
        world.Complete(world.Take(run), Worker.Sticky);
        return run;
    }
}
