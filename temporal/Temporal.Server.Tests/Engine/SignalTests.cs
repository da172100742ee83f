using Temporal.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class SignalTests
{
    private readonly World world = new();

    [Fact]
    public void A_signal_with_a_known_request_id_is_applied_once_even_when_the_run_has_closed()
    {
        var run = world.Start();
        world.Signal(run, requestId: "s1");
        world.Signal(run, requestId: "s1");
        world.Work(run, Commands.Complete());

        world.Signal(run, requestId: "s1");

        Assert.Single(world.Events(run), "WorkflowExecutionSignaled");
    }

    [Fact]
    public void The_dedupe_survives_a_restart()
    {
        var run = world.Start();
        world.Signal(run, requestId: "s1");

        world.Restart();
        world.Signal(run, requestId: "s1");

        Assert.Single(world.Events(run), "WorkflowExecutionSignaled");
    }

    [Fact]
    public void A_closed_run_takes_no_new_signal()
    {
        var run = world.Start();
        world.Work(run, Commands.Complete());

        var refusal = Assert.Throws<GrpcException>(() => world.Signal(run, requestId: "late"));

        Assert.Equal(GrpcStatusCode.NotFound, refusal.Code);
        Assert.Equal("workflow execution already completed", refusal.Message);
        Assert.NotNull(refusal.Detail<NotFoundFailure>());
    }

    [Fact]
    public void Signals_beyond_the_limit_are_refused()
    {
        world.Options = world.Options with { MaximumSignals = 2 };
        var run = world.Start();
        world.Signal(run);
        world.Signal(run);

        Assert.Equal(GrpcStatusCode.InvalidArgument, Assert.Throws<GrpcException>(() => world.Signal(run)).Code);
    }

    [Fact]
    public void A_run_that_could_not_close_gets_room_to_do_so()
    {
        var run = world.Start();
        var task = world.Take(run);
        world.Signal(run);
        Assert.Throws<GrpcException>(() => world.Complete(task, Commands.Complete()));
        world.Signal(run, "while nobody works on it");
        task = world.Take(run);

        var refusal = Assert.Throws<GrpcException>(() => world.Signal(run));
        Assert.Equal(GrpcStatusCode.ResourceExhausted, refusal.Code);
        Assert.Equal(ResourceExhaustedCause.BusyWorkflow, refusal.Detail<ResourceExhaustedFailure>()!.Cause);

        world.Complete(task);
        world.Signal(run, "after it decided to stay");
        world.Take(run);
        world.Signal(run, "while a worker looks at that");
        Assert.Equal(4, world.Runs[run].State.SignalCount);
    }

    [Fact]
    public void A_history_without_bounds_is_ended()
    {
        world.Options = world.Options with { MaximumHistoryEvents = 4 };
        var run = world.Start();
        world.Signal(run);
        world.Signal(run);

        Assert.Equal(WorkflowExecutionStatus.Terminated, world.Runs[run].State.Status);
        Assert.Equal("WorkflowExecutionTerminated", world.Events(run)[^1]);
    }

    [Fact]
    public void Cancelling_twice_or_after_the_close_succeeds_and_does_nothing()
    {
        var run = world.Start();
        world.RequestCancel(run);
        world.RequestCancel(run);
        world.Work(run, Commands.Cancel());
        world.RequestCancel(run);

        Assert.Equal(
            [
                "WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowExecutionCancelRequested", "WorkflowTaskStarted",
                "WorkflowTaskCompleted", "WorkflowExecutionCanceled",
            ],
            world.Events(run));
    }
}
