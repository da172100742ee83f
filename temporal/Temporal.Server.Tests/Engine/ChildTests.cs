using Temporal.Server.Engine;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class ChildTests
{
    private readonly World world = new();

    [Fact]
    public void A_child_is_started_and_its_parent_told_in_one_change()
    {
        var parent = world.Start();
        world.Work(parent, Commands.Child());
        var child = world.CurrentRun("child").Key;

        Assert.Equal(
            ["WorkflowTaskCompleted", "StartChildWorkflowExecutionInitiated", "ChildWorkflowExecutionStarted", "WorkflowTaskScheduled"],
            world.Events(parent, from: 4));
        Assert.Equal(["WorkflowExecutionStarted", "WorkflowTaskScheduled"], world.Events(child));
        var told = world.Last(parent, EventType.ChildWorkflowExecutionStarted).ChildWorkflowExecutionStartedEventAttributes;
        Assert.Equal((5L, child.RunId), (told.InitiatedEventId, told.WorkflowExecution.RunId));
        var started = world.Last(child, EventType.WorkflowExecutionStarted).WorkflowExecutionStartedEventAttributes;
        Assert.Equal((parent.RunId, 5L), (started.ParentWorkflowExecution.RunId, started.ParentInitiatedEventId));
        Assert.Equal(parent.RunId, started.RootWorkflowExecution.RunId);
    }

    [Fact]
    public void The_started_event_stands_behind_all_events_of_the_commands()
    {
        var parent = world.Start();
        world.Work(parent, Commands.Child("c1"), Commands.Marker(), Commands.Child("c2"), Commands.Timer());

        Assert.Equal(
            [
                "WorkflowTaskCompleted", "StartChildWorkflowExecutionInitiated", "MarkerRecorded", "StartChildWorkflowExecutionInitiated",
                "TimerStarted", "ChildWorkflowExecutionStarted", "ChildWorkflowExecutionStarted", "WorkflowTaskScheduled",
            ],
            world.Events(parent, from: 4));
    }

    [Theory]
    [InlineData("complete", EventType.ChildWorkflowExecutionCompleted)]
    [InlineData("fail", EventType.ChildWorkflowExecutionFailed)]
    [InlineData("cancel", EventType.ChildWorkflowExecutionCanceled)]
    [InlineData("terminate", EventType.ChildWorkflowExecutionTerminated)]
    [InlineData("time out", EventType.ChildWorkflowExecutionTimedOut)]
    public void The_parent_learns_how_its_child_ended(string how, EventType expected)
    {
        var parent = world.Start();
        world.Work(parent, Commands.Child(with: command => command.WorkflowRunTimeout = how == "time out" ? Client.Seconds(5) : null));
        world.Work(parent);
        var child = world.CurrentRun("child").Key;

        End(child, how);

        Assert.Equal([expected.ToString(), "WorkflowTaskScheduled"], world.Events(parent)[^2..]);
        Assert.Contains("\"initiatedEventId\": \"5\", \"startedEventId\": \"6\"", world.Last(parent, expected).ToString(), StringComparison.Ordinal);
        Assert.Empty(world.Runs[parent].State.Children);
    }

    [Fact]
    public void A_chain_of_runs_is_one_child()
    {
        var parent = world.Start();
        world.Work(parent, Commands.Child());
        world.Work(parent);
        world.Work(world.CurrentRun("child").Key, Commands.ContinueAsNew());
        Assert.Equal("WorkflowTaskCompleted", world.Events(parent)[^1]);
        world.Advance(TimeSpan.FromSeconds(1));

        world.Work(world.CurrentRun("child").Key, Commands.Complete());

        Assert.Equal(["ChildWorkflowExecutionCompleted", "WorkflowTaskScheduled"], world.Events(parent)[^2..]);
    }

    [Fact]
    public void A_taken_workflow_id_fails_the_start()
    {
        world.Start("child");
        var parent = world.Start();

        world.Work(parent, Commands.Child());

        Assert.Equal(
            ["WorkflowTaskCompleted", "StartChildWorkflowExecutionInitiated", "StartChildWorkflowExecutionFailed", "WorkflowTaskScheduled"],
            world.Events(parent, from: 4));
        Assert.Equal(
            StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists,
            world.Last(parent, EventType.StartChildWorkflowExecutionFailed).StartChildWorkflowExecutionFailedEventAttributes.Cause);
        Assert.Empty(world.Runs[parent].State.Children);
    }

    [Fact]
    public void A_workflow_cannot_start_itself_as_its_child()
    {
        var parent = world.Start();

        world.Work(parent, Commands.Child("wf", command => command.WorkflowIdReusePolicy = (WorkflowIdReusePolicy)4));

        Assert.Contains("StartChildWorkflowExecutionFailed", world.Events(parent));
        Assert.True(world.Runs[parent].IsOpen);
    }

    [Fact]
    public void A_grandchild_that_makes_room_by_ending_its_grandparent_takes_its_parent_down_with_it()
    {
        var grandparent = world.Start();
        world.Work(grandparent, Commands.Child());
        var parent = world.CurrentRun("child").Key;

        world.Work(parent, Commands.Child("wf", command => command.WorkflowIdReusePolicy = (WorkflowIdReusePolicy)4));

        Assert.Equal("WorkflowExecutionTerminated", world.Events(grandparent)[^1]);
        Assert.Equal("WorkflowExecutionTerminated", world.Events(parent)[^1]);
        Assert.Equal(2, world.Runs.Count);
    }

    [Theory]
    [InlineData(ParentClosePolicy.Unspecified, "WorkflowExecutionTerminated")]
    [InlineData(ParentClosePolicy.Terminate, "WorkflowExecutionTerminated")]
    [InlineData(ParentClosePolicy.RequestCancel, "WorkflowExecutionCancelRequested")]
    [InlineData(ParentClosePolicy.Abandon, "WorkflowTaskScheduled")]
    public void The_close_policy_reaches_the_children(ParentClosePolicy policy, string last)
    {
        var parent = world.Start();
        world.Work(parent, Commands.Child(with: command => command.ParentClosePolicy = policy));
        var child = world.CurrentRun("child").Key;

        world.Work(parent, Commands.Complete());

        Assert.Equal(last, world.Events(child)[^1]);
        Assert.Equal("WorkflowExecutionCompleted", world.Events(parent)[^1]);
    }

    [Fact]
    public void Continuing_as_new_applies_the_close_policy_too()
    {
        var parent = world.Start();
        world.Work(parent, Commands.Child());
        var child = world.CurrentRun("child").Key;

        world.Work(parent, Commands.ContinueAsNew());

        Assert.Equal("WorkflowExecutionTerminated", world.Events(child)[^1]);
    }

    [Fact]
    public void The_close_policy_follows_the_chain_and_spares_strangers()
    {
        var parent = world.Start();
        world.Work(parent, Commands.Child("c1"), Commands.Child("c2"));
        world.Work(world.CurrentRun("c1").Key, Commands.ContinueAsNew());
        world.Delete(world.CurrentRun("c2").Key);
        world.Start("c2");

        world.Terminate(parent);

        Assert.False(world.CurrentRun("c1").IsOpen);
        Assert.True(world.CurrentRun("c2").IsOpen);
    }

    [Fact]
    public void A_parent_that_closes_in_the_same_breath_leaves_no_child()
    {
        var parent = world.Start();

        world.Work(parent, Commands.Child(with: command => command.ParentClosePolicy = ParentClosePolicy.Abandon), Commands.Complete());

        Assert.Single(world.Runs);
        Assert.Equal(["StartChildWorkflowExecutionInitiated", "WorkflowExecutionCompleted"], world.Events(parent)[^2..]);
    }

    [Fact]
    public void A_child_that_ends_while_its_start_is_unseen_gets_both_ids_right()
    {
        var parent = world.Start();
        var completed = world.Complete(world.Take(parent), request => request.ReturnNewWorkflowTask = true, Commands.Child());
        world.Work(world.CurrentRun("child").Key, Commands.Complete());

        world.Complete(completed.Next!);

        var ended = world.Last(parent, EventType.ChildWorkflowExecutionCompleted).ChildWorkflowExecutionCompletedEventAttributes;
        Assert.Equal((5L, 6L), (ended.InitiatedEventId, ended.StartedEventId));
    }

    [Fact]
    public void A_family_of_many_generations_ends_together()
    {
        var root = world.Start("g0");
        for (var generation = 0; generation < 50; generation++)
        {
            world.Work(world.CurrentRun($"g{generation}").Key, Commands.Child($"g{generation + 1}"));
        }

        world.Terminate(root);

        Assert.All(world.Runs.Values, run => Assert.Equal(WorkflowExecutionStatus.Terminated, run.State.Status));
    }

    private void End(RunKey child, string how)
    {
        Command? command = how switch
        {
            "complete" => Commands.Complete(),
            "fail" => Commands.Fail(),
            "cancel" => Commands.Cancel(),
            _ => null,
        };
        if (command is not null)
        {
            world.Work(child, command);
        }
        else if (how == "terminate")
        {
            world.Terminate(child);
        }
        else
        {
            world.Advance(TimeSpan.FromSeconds(5));
        }
    }
}
