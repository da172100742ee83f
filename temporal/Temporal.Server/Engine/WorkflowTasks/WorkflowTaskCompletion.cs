using Temporal.Grpc;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>A worker gives its workflow task back, with the commands it decided on.</summary>
internal static class WorkflowTaskCompletion
{
    /// <summary>A refused completion has effects of its own: it is answered through <see cref="Transaction.FailAfterCommit"/>.</summary>
    public static CompletedWorkflowTask Execute(Transaction tx, RespondWorkflowTaskCompletedRequest request)
    {
        // 1. Only the task that is out may come back, and only once.
        var run = TaskTokens.FindWorkflowTask(tx, request.TaskToken);
        var task = run.State.WorkflowTask;

        // 2. A worker may keep a task alive by forcing new ones, but not for ever.
        if (IsExpiredHeartbeat(tx, request, task))
        {
            WorkflowTasks.TimeOut(tx, run, TimeoutType.StartToClose);
            HistoryLog.Save(tx, run);
            return Refuse(tx, run, Errors.NotFound("workflow task heartbeat timeout"));
        }

        // 3. The commands are applied to the run alone; refused ones leave no trace.
        var untouched = run.State.Clone();
        WorkflowTasks.Hold(run);
        run.AppliesCommands = true;
        var completed = RecordCompleted(tx, run, request);
        var batch = new CommandBatch(tx, run, completed.EventId, request.Identity);
        var refusal = batch.Apply(request.Commands);
        if (refusal is not null)
        {
            run.Restore(untouched, 0);
            run.AppliesCommands = false;
            WorkflowTasks.Release(tx, run);
            return Refuse(tx, run, request, refusal);
        }

        // 4. What the commands mean to other runs, and what comes back from there.
        batch.RunEffects();
        run.AppliesCommands = false;

        // 5. What happened in the meantime gets its ids; any of it calls for another task.
        var flushed = run.IsOpen ? EventBuffer.Flush(tx, run) : 0;
        var next = ScheduleNext(tx, run, request, task, flushed > 0);
        HistoryLimits.Enforce(tx, run);
        HistoryLog.Save(tx, run);
        return new CompletedWorkflowTask
        {
            Run = run.Key,
            Response = new RespondWorkflowTaskCompletedResponse(),
            Next = run.IsOpen ? next : null,
        };
    }

    private static bool IsExpiredHeartbeat(Transaction tx, RespondWorkflowTaskCompletedRequest request, WorkflowTask task) =>
        request is { ForceCreateNewWorkflowTask: true, Commands.Count: 0, Messages.Count: 0 }
        && tx.Now > task.OriginalScheduledTime.At() + tx.Options.WorkflowTaskHeartbeatTimeout;

    private static HistoryEvent RecordCompleted(Transaction tx, Run run, RespondWorkflowTaskCompletedRequest request)
    {
        var state = run.State;
        var task = state.WorkflowTask;
        if (task.Transient)
        {
            // Written only now, under the very ids the worker was told.
            HistoryLog.Write(tx, run, WorkflowTasks.ScheduledEvent(state, task));
            HistoryLog.Write(tx, run, WorkflowTaskStart.StartedEvent(task));
        }

        var completed = HistoryLog.Write(tx, run, CompletedWorkflowTaskEvent.For(task, request));
        state.LastCompletedStartedEventId = task.StartedEventId;
        state.WorkflowTask = null;
        state.WorkflowTaskAttempt = 1;
        state.CloseAttempted = false;
        state.Sticky = request.StickyAttributes is { WorkerTaskQueue.Name.Length: > 0 } sticky
            ? new StickyBinding { TaskQueue = sticky.WorkerTaskQueue.Name, ScheduleToStartTimeout = sticky.ScheduleToStartTimeout }
            : null;
        BuildIds.Track(state, request);
        return completed;
    }

    private static StartedWorkflowTask? ScheduleNext(
        Transaction tx, Run run, RespondWorkflowTaskCompletedRequest request, WorkflowTask task, bool hasNews)
    {
        var isWanted = hasNews || request.ForceCreateNewWorkflowTask || run.WantsWorkflowTask;
        run.HoldsWorkflowTask = run.WantsWorkflowTask = false;
        if (!run.IsOpen || !isWanted)
        {
            return null;
        }

        WorkflowTasks.Schedule(tx, run, request.ForceCreateNewWorkflowTask ? task.OriginalScheduledTime : null);
        if (request.ReturnNewWorkflowTask)
        {
            return WorkflowTaskStart.Start(tx, run, request.Identity, tx.Options.NewId());
        }

        tx.DispatchWorkflowTask(run);
        return null;
    }

    private static CompletedWorkflowTask Refuse(
        Transaction tx, Run run, RespondWorkflowTaskCompletedRequest request, CommandRefusal refusal)
    {
        if (refusal.TerminatesRun)
        {
            TerminateWorkflow.Terminate(tx, run, refusal.Message, null, Identities.History);
            return Refuse(tx, run, Errors.InvalidArgument(refusal.Message));
        }

        var isUnhandled = refusal.Cause == WorkflowTaskFailedCause.UnhandledCommand;
        if (run.State.WorkflowTask.Attempt > 1 && !isUnhandled)
        {
            // The task is left to time out: a worker that fails the same way again and again is slowed down by that.
            throw Errors.InvalidArgument(refusal.Message);
        }

        run.State.CloseAttempted |= isUnhandled;
        var failure = new Failure { Message = refusal.Message, ServerFailureInfo = new ServerFailureInfo { NonRetryable = true } };
        WorkflowTasks.Fail(tx, run, refusal.Cause, failure, request.Identity);
        HistoryLog.Save(tx, run);
        return Refuse(tx, run, Errors.InvalidArgument(refusal.Message));
    }

    private static CompletedWorkflowTask Refuse(Transaction tx, Run run, GrpcException answer)
    {
        tx.FailAfterCommit(answer);
        return new CompletedWorkflowTask { Run = run.Key, Response = new RespondWorkflowTaskCompletedResponse() };
    }
}
