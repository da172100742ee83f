using Temporal.Grpc;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class ExternalTests
{
    private readonly World world = new();

    [Fact]
    public void A_signal_reaches_the_other_workflow_and_its_sender_is_told()
    {
        var other = world.Start("other");
        var sender = world.Start();

        world.Work(sender, Commands.SignalOther("other"), Commands.Marker());

        Assert.Equal(
            [
                "WorkflowTaskCompleted", "SignalExternalWorkflowExecutionInitiated", "MarkerRecorded",
                "ExternalWorkflowExecutionSignaled", "WorkflowTaskScheduled",
            ],
            world.Events(sender, from: 4));
        var signaled = world.Last(other, EventType.WorkflowExecutionSignaled).WorkflowExecutionSignaledEventAttributes;
        Assert.Equal(("hello", sender.RunId), (signaled.SignalName, signaled.ExternalWorkflowExecution.RunId));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("wf")]
    [InlineData("closed")]
    public void A_signal_to_nobody_to_itself_or_to_a_closed_workflow_fails(string target)
    {
        world.Terminate(world.Start("closed"));
        var sender = world.Start();

        world.Work(sender, Commands.SignalOther(target));

        var failed = world.Last(sender, EventType.SignalExternalWorkflowExecutionFailed).SignalExternalWorkflowExecutionFailedEventAttributes;
        Assert.Equal(
            (SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound, 5L), (failed.Cause, failed.InitiatedEventId));
        Assert.Equal("WorkflowTaskScheduled", world.Events(sender)[^1]);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("cancelled before")]
    [InlineData("running")]
    public void A_cancellation_counts_as_delivered_whatever_state_its_target_is_in(string target)
    {
        world.Terminate(world.Start("closed"));
        world.RequestCancel(world.Start("cancelled before"));
        world.Start("running");
        var sender = world.Start();

        world.Work(sender, Commands.CancelOther(target));

        Assert.Equal(["ExternalWorkflowExecutionCancelRequested", "WorkflowTaskScheduled"], world.Events(sender)[^2..]);
        Assert.True(world.CurrentRun("running").State.CancelRequested == (target == "running"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("wf")]
    public void A_cancellation_of_nobody_or_itself_fails(string target)
    {
        var sender = world.Start();

        world.Work(sender, Commands.CancelOther(target));

        Assert.Equal(["RequestCancelExternalWorkflowExecutionFailed", "WorkflowTaskScheduled"], world.Events(sender)[^2..]);
    }

    [Fact]
    public void Child_only_commands_reach_children_only()
    {
        world.Start("stranger");
        var sender = world.Start();
        world.Work(sender, Commands.Child());

        world.Work(
            sender,
            Commands.SignalOther("child", childOnly: true),
            Commands.SignalOther("stranger", childOnly: true),
            Commands.CancelOther("child", childOnly: true),
            Commands.CancelOther("stranger", childOnly: true));

        Assert.Equal(
            [
                "ExternalWorkflowExecutionSignaled", "SignalExternalWorkflowExecutionFailed",
                "ExternalWorkflowExecutionCancelRequested", "RequestCancelExternalWorkflowExecutionFailed", "WorkflowTaskScheduled",
            ],
            world.Events(sender)[^5..]);
    }

    [Fact]
    public void Starting_and_cancelling_a_child_in_one_breath_is_refused_and_starts_nothing()
    {
        var sender = world.Start();

        var refusal = Assert.Throws<GrpcException>(() => world.Work(sender, Commands.Child(), Commands.CancelOther("child")));

        Assert.StartsWith("BadRequestCancelExternalWorkflowExecutionAttributes: ", refusal.Message, StringComparison.Ordinal);
        Assert.Single(world.Runs);
    }

    [Fact]
    public void A_last_signal_is_delivered_by_a_workflow_that_closes()
    {
        var other = world.Start("other");
        var sender = world.Start();

        world.Work(sender, Commands.SignalOther("other"), Commands.Complete());

        Assert.Contains("WorkflowExecutionSignaled", world.Events(other));
        Assert.Equal("WorkflowExecutionCompleted", world.Events(sender)[^1]);
    }

    [Fact]
    public void A_child_can_be_signalled_in_the_breath_that_starts_it()
    {
        var sender = world.Start();

        world.Work(sender, Commands.Child(), Commands.SignalOther("child", childOnly: true));

        Assert.Equal(["WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowExecutionSignaled"], world.Events(world.CurrentRun("child").Key));
    }
}
