using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class ClosingTests
{
    private readonly World world = new();

    [Fact]
    public void Continuing_as_new_closes_one_run_and_makes_the_next_current_in_one_change()
    {
        var first = world.Start(with: request =>
        {
            request.WorkflowExecutionTimeout = Client.Seconds(100);
            request.Header = new Header();
        });
        world.Advance(TimeSpan.FromSeconds(5));
        world.Work(first, Commands.ContinueAsNew(command => command.Memo = new Memo { Fields = { ["m"] = new Payload() } }));

        var second = world.CurrentRun("wf").Key;
        var closed = world.Last(first, EventType.WorkflowExecutionContinuedAsNew).WorkflowExecutionContinuedAsNewEventAttributes;
        Assert.Equal(second.RunId, closed.NewExecutionRunId);
        Assert.Equal(["WorkflowExecutionStarted", "WorkflowTaskScheduled"], world.Events(second));
        var started = world.Last(second, EventType.WorkflowExecutionStarted).WorkflowExecutionStartedEventAttributes;
        Assert.Equal((first.RunId, first.RunId, second.RunId), (started.ContinuedExecutionRunId, started.FirstExecutionRunId, started.OriginalExecutionRunId));
        Assert.Equal((ContinueAsNewInitiator.Workflow, 1), (started.Initiator, started.Attempt));
        Assert.Equal(Worker.Text("next"), started.Input);
        Assert.Equal("Flow", started.WorkflowType.Name);
        Assert.True(started.Memo.Fields.ContainsKey("m"));
        Assert.Equal(world.Runs[first].State.ExecutionExpirationTime, started.WorkflowExecutionExpirationTime);
    }

    [Fact]
    public void A_chain_does_not_spin()
    {
        var first = world.Start();
        world.Advance(TimeSpan.FromMilliseconds(300));
        world.Work(first, Commands.ContinueAsNew());
        var second = world.CurrentRun("wf").Key;
        Assert.Equal(["WorkflowExecutionStarted"], world.Events(second));

        world.Signal(second);
        world.Advance(TimeSpan.FromMilliseconds(699));
        Assert.DoesNotContain("WorkflowTaskScheduled", world.Events(second));
        world.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["WorkflowExecutionStarted", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"], world.Events(second));
    }

    [Fact]
    public void A_failed_run_with_a_retry_policy_is_followed_by_another_attempt()
    {
        var first = world.Start(with: request =>
        {
            request.Input = Worker.Text("in");
            request.RetryPolicy = new RetryPolicy { InitialInterval = Client.Seconds(3), MaximumAttempts = 2 };
        });
        world.Work(first, Commands.Fail());
        var second = world.CurrentRun("wf").Key;

        var failed = world.Last(first, EventType.WorkflowExecutionFailed).WorkflowExecutionFailedEventAttributes;
        Assert.Equal((RetryState.InProgress, second.RunId), (failed.RetryState, failed.NewExecutionRunId));
        var started = world.Last(second, EventType.WorkflowExecutionStarted).WorkflowExecutionStartedEventAttributes;
        Assert.Equal((2, ContinueAsNewInitiator.Retry, Client.Seconds(3)), (started.Attempt, started.Initiator, started.FirstWorkflowTaskBackoff));
        Assert.Equal(Worker.Text("in"), started.Input);
        Assert.Equal("it broke", started.ContinuedFailure.Message);

        world.Advance(TimeSpan.FromSeconds(3));
        world.Work(second, Commands.Fail());
        failed = world.Last(second, EventType.WorkflowExecutionFailed).WorkflowExecutionFailedEventAttributes;
        Assert.Equal((RetryState.MaximumAttemptsReached, ""), (failed.RetryState, failed.NewExecutionRunId));
        Assert.Equal(2, world.Runs.Count);
    }

    [Fact]
    public void A_failed_run_without_one_is_not()
    {
        var run = world.Start();
        world.Work(run, Commands.Fail());

        Assert.Equal(
            RetryState.RetryPolicyNotSet, world.Last(run, EventType.WorkflowExecutionFailed).WorkflowExecutionFailedEventAttributes.RetryState);
        Assert.Single(world.Runs);
    }

    [Fact]
    public void A_run_times_out_with_its_unseen_events_flushed()
    {
        var run = world.Start(with: request =>
        {
            request.WorkflowRunTimeout = Client.Seconds(5);
            request.WorkflowTaskTimeout = Client.Seconds(50);
        });
        world.Advance(TimeSpan.FromSeconds(1));
        world.Take(run);
        world.Signal(run);

        world.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(["WorkflowTaskFailed", "WorkflowExecutionSignaled", "WorkflowExecutionTimedOut"], world.Events(run, from: 4));
        Assert.Equal(WorkflowExecutionStatus.TimedOut, world.Runs[run].State.Status);
    }

    [Fact]
    public void A_run_timeout_is_retried_until_the_execution_expires()
    {
        var first = world.Start(with: request =>
        {
            request.WorkflowRunTimeout = Client.Seconds(5);
            request.WorkflowExecutionTimeout = Client.Seconds(12);
            request.RetryPolicy = new RetryPolicy { InitialInterval = Client.Seconds(1), BackoffCoefficient = 1 };
        });

        world.Advance(TimeSpan.FromSeconds(60));

        var timedOut = world.Runs.Values.OrderBy(run => run.State.Attempt)
            .Select(run => world.Last(run.Key, EventType.WorkflowExecutionTimedOut).WorkflowExecutionTimedOutEventAttributes.RetryState);
        Assert.Equal([RetryState.InProgress, RetryState.InProgress, RetryState.Timeout], timedOut);
        Assert.Equal(world.Runs[first].State.StartTime.ToDateTimeOffset().AddSeconds(12), world.CurrentRun("wf").State.CloseTime.ToDateTimeOffset());
    }

    [Fact]
    public void Terminating_takes_the_task_from_its_worker()
    {
        var run = world.Start();
        var task = world.Take(run);

        world.Terminate(run);

        Assert.Equal(["WorkflowTaskFailed", "WorkflowExecutionTerminated"], world.Events(run, from: 4));
        Assert.Equal(
            WorkflowTaskFailedCause.ForceCloseCommand, world.Last(run, EventType.WorkflowTaskFailed).WorkflowTaskFailedEventAttributes.Cause);
        Assert.Equal(GrpcStatusCode.NotFound, Assert.Throws<GrpcException>(() => world.Complete(task)).Code);
        Assert.Equal(GrpcStatusCode.NotFound, Assert.Throws<GrpcException>(() => world.Terminate(run)).Code);
    }

    [Fact]
    public void The_first_run_id_reaches_the_current_run_of_its_chain_only()
    {
        var first = world.Start();
        world.Work(first, Commands.ContinueAsNew());

        Assert.Throws<GrpcException>(() => Terminate("other"));
        Terminate(first.RunId);

        Assert.Equal(WorkflowExecutionStatus.Terminated, world.CurrentRun("wf").State.Status);
        Assert.NotEqual(first, world.CurrentRun("wf").Key);

        void Terminate(string firstRunId) => world.Do(tx => TerminateWorkflow.Execute(tx, new TerminateWorkflowExecutionRequest
        {
            Namespace = World.Namespace,
            WorkflowExecution = new WorkflowExecution { WorkflowId = "wf" },
            FirstExecutionRunId = firstRunId,
        }));
    }

    [Fact]
    public void Deleting_a_running_workflow_tells_its_parent()
    {
        var parent = world.Start();
        world.Work(parent, Commands.Child());
        var child = world.CurrentRun("child").Key;

        world.Delete(child);

        Assert.DoesNotContain(child, world.Runs.Keys);
        Assert.Contains("ChildWorkflowExecutionTerminated", world.Events(parent));
    }

    [Fact]
    public void A_closed_run_is_described_as_such()
    {
        var run = world.Start();
        world.Work(run, Commands.Activity(), Commands.Child());
        var open = Describe(run);
        Assert.Equal("a", Assert.Single(open.PendingActivities).ActivityId);
        Assert.Equal("child", Assert.Single(open.PendingChildren).WorkflowId);
        Assert.Equal(PendingWorkflowTaskState.Scheduled, open.PendingWorkflowTask.State);

        world.Advance(TimeSpan.FromSeconds(2));
        world.Terminate(run);

        var closed = Describe(run);
        Assert.Equal(WorkflowExecutionStatus.Terminated, closed.WorkflowExecutionInfo.Status);
        Assert.Equal(world.Histories[run].Count, closed.WorkflowExecutionInfo.HistoryLength);
        Assert.Equal(Client.Seconds(2), closed.WorkflowExecutionInfo.ExecutionDuration);
        Assert.Empty(closed.PendingActivities);
        Assert.Null(closed.PendingWorkflowTask);
    }

    private DescribeWorkflowExecutionResponse Describe(RunKey run) => world.Do(tx => DescribeWorkflow.Execute(tx, new DescribeWorkflowExecutionRequest
    {
        Namespace = run.Namespace,
        Execution = new WorkflowExecution { WorkflowId = run.WorkflowId, RunId = run.RunId },
    }));
}
