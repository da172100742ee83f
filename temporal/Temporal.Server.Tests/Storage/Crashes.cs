using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Storage;

/// <summary>The process dies just before, or just after, a commit. The next one finds the database as it was at that moment.</summary>
public sealed class Crashes
{
    public static TheoryData<string> Operations =>
    [
        "start", "signal", "signal-with-start new", "signal-with-start running", "start workflow task", "complete workflow task",
        "complete workflow", "continue as new", "cancel", "terminate", "start activity", "complete activity", "delete",
    ];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Killed_before_the_commit_nothing_happened_and_it_can_be_done_again(string operation)
    {
        await using var rig = EngineRig.Open();
        var act = await PrepareAsync(rig, operation);
        var before = await SnapshotAsync(rig);
        var image = "";
        rig.Store.BeforeCommit = () => image = rig.CopyFiles();
        await act(rig);
        rig.Store.BeforeCommit = null;

        await using var next = EngineRig.OpenCopy(image);
        Assert.Equal(before, await SnapshotAsync(next));
        await act(next);
        AssertContiguous(await next.HistoryAsync("a"));
        Assert.NotEqual(before, await SnapshotAsync(next));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Killed_after_the_commit_everything_is_there_and_doing_it_again_adds_nothing(string operation)
    {
        await using var rig = EngineRig.Open();
        var act = await PrepareAsync(rig, operation);
        await act(rig);
        var after = await SnapshotAsync(rig);

        await using var next = EngineRig.OpenCopy(rig.CopyFiles());
        Assert.Equal(after, await SnapshotAsync(next));
        AssertContiguous(await next.HistoryAsync("a"));
        try
        {
            await act(next);
        }
        catch (GrpcException e) when (e.Code == GrpcStatusCode.NotFound)
        {
            // The token has been used, or the run has ended: the caller learns that it was done.
        }

        Assert.Equal(after, await SnapshotAsync(next));
    }

    [Fact]
    public async Task Open_runs_are_offered_again_after_a_restart()
    {
        await using var rig = EngineRig.Open();
        await rig.StartAsync("waiting");
        await rig.StartAsync("activity");
        await rig.CompleteTaskAsync(await rig.StartTaskAsync("activity"), ScheduleActivity());

        await using var next = EngineRig.OpenCopy(rig.CopyFiles());
        Assert.Equal(
            ["activity 5", "waiting 0"],
            next.Dispatched.Select(item => $"{item.Run.WorkflowId} {item.ActivityScheduledEventId}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_timer_that_came_due_while_nobody_ran_fires_at_the_restart()
    {
        var time = new ManualTime();
        await using var rig = EngineRig.Open(time);
        await rig.StartAsync("a");
        await rig.CompleteTaskAsync(await rig.StartTaskAsync("a"), StartTimer(TimeSpan.FromHours(1)));
        var image = rig.CopyFiles();
        time.Advance(TimeSpan.FromHours(2));

        await using var next = EngineRig.OpenCopy(image, time);
        await Eventually.HoldsAsync(() => !next.Dispatched.IsEmpty);
        Assert.Contains(await next.HistoryAsync("a"), item => item.EventType == EventType.TimerFired);
    }

    private static Command StartTimer(TimeSpan after) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new StartTimerCommandAttributes { TimerId = "t", StartToFireTimeout = Duration.FromTimeSpan(after) },
    };

    private static Command ScheduleActivity() => new()
    {
        CommandType = CommandType.ScheduleActivityTask,
        ScheduleActivityTaskCommandAttributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = "1",
            ActivityType = new ActivityType { Name = "activity" },
            TaskQueue = new TaskQueue { Name = "queue" },
            StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)),
        },
    };

    /// <summary>Brings the run to where the operation can be done, and returns the operation, which can be repeated word for word.</summary>
    private static async Task<Func<EngineRig, Task>> PrepareAsync(EngineRig rig, string operation)
    {
        if (operation is "start")
        {
            return target => target.StartAsync("a");
        }

        if (operation is "signal-with-start new")
        {
            return target => target.SignalWithStartAsync("a", "request");
        }

        await rig.StartAsync("a");
        var execution = new WorkflowExecution { WorkflowId = "a" };
        switch (operation)
        {
            case "signal":
                return target => target.SignalAsync("a", "request");
            case "signal-with-start running":
                return target => target.SignalWithStartAsync("a", "request");
            case "cancel":
                var cancel = new RequestCancelWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = execution, RequestId = "cancel" };
                return target => target.Loop.ExecuteAsync(tx => RequestCancelWorkflow.Execute(tx, cancel));
            case "terminate":
                var terminate = new TerminateWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = execution };
                return target => target.Loop.ExecuteAsync(tx => TerminateWorkflow.Execute(tx, terminate));
            case "delete":
                var delete = new DeleteWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = execution };
                return target => target.Loop.ExecuteAsync(tx => DeleteWorkflow.Execute(tx, delete));
            case "start workflow task":
                return StartOnce;
        }

        var task = await rig.StartTaskAsync("a");
        switch (operation)
        {
            case "complete workflow task":
                return target => target.CompleteTaskAsync(task, ScheduleActivity(), StartTimer(TimeSpan.FromDays(1)));
            case "complete workflow":
                return target => target.CompleteTaskAsync(task, new Command
                {
                    CommandType = CommandType.CompleteWorkflowExecution,
                    CompleteWorkflowExecutionCommandAttributes = new CompleteWorkflowExecutionCommandAttributes(),
                });
            case "continue as new":
                return target => target.CompleteTaskAsync(task, new Command
                {
                    CommandType = CommandType.ContinueAsNewWorkflowExecution,
                    ContinueAsNewWorkflowExecutionCommandAttributes = new ContinueAsNewWorkflowExecutionCommandAttributes(),
                });
        }

        await rig.CompleteTaskAsync(task, ScheduleActivity());
        var run = (await rig.LookAsync("a", run => run.Key));
        Task<PollActivityTaskQueueResponse?> StartActivity(EngineRig target) => target.Loop.ExecuteAsync(tx => ActivityTaskStart.Execute(
            tx, run, 5, 1, new PollActivityTaskQueueRequest { Namespace = "default", TaskQueue = new TaskQueue { Name = "queue" } }, "poll"));
        if (operation == "start activity")
        {
            return StartActivity;
        }

        var activity = await StartActivity(rig) ?? throw new InvalidOperationException("no activity task");
        var result = new RespondActivityTaskCompletedRequest { Namespace = "default", TaskToken = activity.TaskToken };
        return target => target.Loop.ExecuteAsync(tx => ActivityResults.Complete(tx, result));
    }

    private static Task StartOnce(EngineRig rig) => rig.Loop.ExecuteAsync(tx =>
    {
        var run = tx.FindCurrent("default", "a")!; // Started by the preparation.
        var poll = new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = new TaskQueue { Name = "queue" }, Identity = "worker" };
        return WorkflowTaskStart.Execute(tx, run.Key, 1, poll, "poll");
    });

    /// <summary>All that is stored, as text: the current run of the workflow id and its history.</summary>
    private static async Task<string> SnapshotAsync(EngineRig rig)
    {
        var state = await rig.Loop.ExecuteAsync(tx => tx.FindCurrent("default", "a")?.State.ToString());
        return state + string.Join('\n', await rig.HistoryAsync("a"));
    }

    private static void AssertContiguous(IEnumerable<Temporalio.Api.History.V1.HistoryEvent> history)
    {
        var expected = 1L;
        Assert.All(history, item => Assert.Equal(expected++, item.EventId));
    }
}
