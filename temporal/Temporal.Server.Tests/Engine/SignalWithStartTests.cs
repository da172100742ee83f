using Temporal.Grpc;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class SignalWithStartTests
{
    private readonly World world = new();

    [Fact]
    public void The_signal_stands_before_the_first_workflow_task()
    {
        var answer = world.SignalWithStart(requestId: "d1");

        Assert.True(answer.Started);
        Assert.Equal(
            ["WorkflowExecutionStarted", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"],
            world.Events(Client.KeyOf("wf", answer.RunId)));
    }

    [Fact]
    public void A_running_workflow_is_signalled_instead()
    {
        var run = world.Start();

        var answer = world.SignalWithStart(requestId: "d1");

        Assert.Equal(run.RunId, answer.RunId);
        Assert.False(answer.Started);
        Assert.Equal(["WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowExecutionSignaled"], world.Events(run));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_request_is_applied_once(bool restarts)
    {
        world.RestartsAfterEveryChange = restarts;
        var first = world.SignalWithStart(requestId: "d1");
        var second = world.SignalWithStart(requestId: "d1");

        Assert.Equal(first.RunId, second.RunId);
        Assert.False(second.Started);
        Assert.Single(world.Events(Client.KeyOf("wf", first.RunId)), "WorkflowExecutionSignaled");
    }

    [Fact]
    public void A_request_that_only_signalled_is_known_after_the_close_too()
    {
        var run = world.Start();
        world.SignalWithStart(requestId: "d2");
        world.Work(run, Commands.Complete());

        var again = world.SignalWithStart(requestId: "d2");

        Assert.Equal(run.RunId, again.RunId);
        Assert.False(again.Started);
        Assert.Single(world.Runs);
    }

    [Fact]
    public void A_new_request_after_the_close_starts_a_new_run()
    {
        var first = world.SignalWithStart(requestId: "d1");
        world.Work(Client.KeyOf("wf", first.RunId), Commands.Complete());

        var second = world.SignalWithStart(requestId: "d2");

        Assert.True(second.Started);
        Assert.NotEqual(first.RunId, second.RunId);
    }

    [Fact]
    public void It_waits_in_the_buffer_while_a_worker_holds_the_task()
    {
        var run = world.Start();
        var task = world.Take(run);
        world.SignalWithStart(requestId: "d1");
        Assert.Equal("WorkflowTaskStarted", world.Events(run)[^1]);

        world.Complete(task);

        Assert.Equal(["WorkflowTaskCompleted", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"], world.Events(run, from: 4));
    }

    [Fact]
    public void It_cuts_a_start_delay_short()
    {
        var run = world.Start(with: request => request.WorkflowStartDelay = Client.Seconds(60));

        world.SignalWithStart(requestId: "d1");

        Assert.Equal(["WorkflowExecutionStarted", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"], world.Events(run));
        world.Advance(TimeSpan.FromSeconds(120));
        Assert.Single(world.WorkflowTaskOffers);
    }

    [Fact]
    public void Conflict_policy_fail_refuses_a_running_workflow()
    {
        world.Start();

        var refusal = Assert.Throws<GrpcException>(() =>
            world.SignalWithStart(with: request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.Fail));

        Assert.Equal(GrpcStatusCode.AlreadyExists, refusal.Code);
    }

    [Fact]
    public void Conflict_policy_terminate_replaces_the_running_workflow()
    {
        var old = world.Start();

        var answer = world.SignalWithStart(with: request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);

        Assert.True(answer.Started);
        Assert.Equal("WorkflowExecutionTerminated", world.Events(old)[^1]);
    }
}
