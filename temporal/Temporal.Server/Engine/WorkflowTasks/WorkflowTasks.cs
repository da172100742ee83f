using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporal.Server.Engine;

/// <summary>Scheduling of workflow tasks, and what becomes of one that was not completed.</summary>
internal static class WorkflowTasks
{
    // Attempts up to this one get the plain timeout; later ones wait longer and longer, which is the only brake on a failing workflow.
    private const int AttemptsWithoutBackoff = 3;

    private static readonly TimeSpan InitialBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaximumBackoff = TimeSpan.FromMinutes(10);

    /// <summary>Something happened that the workflow must see.</summary>
    public static void Want(Transaction tx, Run run)
    {
        if (!run.IsOpen)
        {
            return;
        }

        if (run.HoldsWorkflowTask)
        {
            run.WantsWorkflowTask = true;
        }
        else if (run.State is { WorkflowTask: null, FirstWorkflowTaskTime: null })
        {
            Schedule(tx, run);
            tx.DispatchWorkflowTask(run);
        }
    }

    /// <summary>From here on wishes are collected; <see cref="Release"/> grants them with one task after all events.</summary>
    public static void Hold(Run run)
    {
        run.HoldsWorkflowTask = true;
        run.WantsWorkflowTask = false;
    }

    public static void Release(Transaction tx, Run run)
    {
        run.HoldsWorkflowTask = false;
        if (run.WantsWorkflowTask)
        {
            run.WantsWorkflowTask = false;
            Want(tx, run);
        }
    }

    /// <summary>Schedules without offering it, so that a completion can start it on the spot.</summary>
    public static void Schedule(Transaction tx, Run run, Timestamp? originalScheduledTime = null)
    {
        var state = run.State;
        if (state.WorkflowTaskAttempt > 1 && run.Staged.Exists(happening => !IsEndOfWorkflowTask(happening.EventType)))
        {
            state.WorkflowTaskAttempt = 1;
        }

        var attempt = Math.Max(1, state.WorkflowTaskAttempt);
        var task = new WorkflowTask
        {
            Attempt = attempt,
            ScheduledTime = tx.Now.ToTimestamp(),
            OriginalScheduledTime = originalScheduledTime ?? tx.Now.ToTimestamp(),
            StartToCloseTimeout = TimeoutOf(state, attempt).ToDuration(),
            Transient = attempt > 1,
            Stamp = ++state.WorkflowTaskStamp,
        };
        if (state.Sticky is { } sticky)
        {
            task.StickyTaskQueue = sticky.TaskQueue;
            if (sticky.ScheduleToStartTimeout.IsPositive())
            {
                task.ScheduleToStartDeadline = tx.Now.Plus(sticky.ScheduleToStartTimeout.Span()).ToTimestamp();
            }
        }

        state.WorkflowTaskAttempt = attempt;
        state.FirstWorkflowTaskTime = null;
        task.ScheduledEventId = task.Transient ? state.NextEventId : HistoryLog.Write(tx, run, ScheduledEvent(state, task)).EventId;
        state.WorkflowTask = task;
    }

    /// <summary>Ends the started task as failed and schedules the next one.</summary>
    public static void Fail(Transaction tx, Run run, WorkflowTaskFailedCause cause, Failure? failure, string identity)
    {
        var task = run.State.WorkflowTask;
        if (!task.Transient)
        {
            HistoryLog.Write(tx, run, FailedEvent(task, cause, failure, identity));
        }

        Retry(tx, run);
    }

    /// <summary>Ends the task as timed out and schedules the next one.</summary>
    public static void TimeOut(Transaction tx, Run run, TimeoutType type)
    {
        var task = run.State.WorkflowTask;
        if (!task.Transient)
        {
            HistoryLog.Write(tx, run, new HistoryEvent
            {
                WorkflowTaskTimedOutEventAttributes = new WorkflowTaskTimedOutEventAttributes
                {
                    ScheduledEventId = task.ScheduledEventId,
                    StartedEventId = task.StartedEventId,
                    TimeoutType = type,
                },
            });
        }

        Retry(tx, run);
    }

    /// <summary>The run is closed from outside: its started task ends here and no other follows.</summary>
    public static void FailForClose(Transaction tx, Run run)
    {
        if (run.HasStartedWorkflowTask)
        {
            var task = run.State.WorkflowTask;
            if (!task.Transient)
            {
                HistoryLog.Write(tx, run, FailedEvent(task, WorkflowTaskFailedCause.ForceCloseCommand, null, Identities.History));
            }

            run.State.WorkflowTask = null;
            EventBuffer.Flush(tx, run);
        }

        run.State.WorkflowTask = null;
    }

    /// <summary>An event took the id that a waiting transient task counted on: the task becomes an ordinary first attempt.</summary>
    public static void AbandonOvertakenTransient(Transaction tx, Run run)
    {
        var state = run.State;
        if (!run.IsOpen || state.WorkflowTask is not { Transient: true, StartedEventId: 0 } task || task.ScheduledEventId == state.NextEventId)
        {
            return;
        }

        task.Transient = false;
        task.Attempt = 1;
        task.StartToCloseTimeout = TimeoutOf(state, 1).ToDuration();
        state.WorkflowTaskAttempt = 1;
        task.ScheduledEventId = HistoryLog.Write(tx, run, ScheduledEvent(state, task)).EventId;
    }

    /// <summary>Forgets the sticky worker; a task that waits for it goes to everyone.</summary>
    public static void ClearSticky(Transaction tx, Run run)
    {
        run.State.Sticky = null;
        if (run.State.WorkflowTask is { StartedEventId: 0, StickyTaskQueue.Length: > 0 } task)
        {
            task.StickyTaskQueue = "";
            task.ScheduleToStartDeadline = null;
            task.Stamp = ++run.State.WorkflowTaskStamp;
            tx.DispatchWorkflowTask(run);
        }
    }

    public static HistoryEvent ScheduledEvent(RunState state, WorkflowTask task) => new()
    {
        EventTime = task.ScheduledTime.Clone(),
        WorkflowTaskScheduledEventAttributes = new WorkflowTaskScheduledEventAttributes
        {
            TaskQueue = task.StickyTaskQueue.Length > 0
                ? new TaskQueue { Name = task.StickyTaskQueue, Kind = TaskQueueKind.Sticky, NormalName = state.TaskQueue }
                : new TaskQueue { Name = state.TaskQueue, Kind = TaskQueueKind.Normal },
            StartToCloseTimeout = task.StartToCloseTimeout.Clone(),
            Attempt = task.Attempt,
        },
    };

    private static HistoryEvent FailedEvent(WorkflowTask task, WorkflowTaskFailedCause cause, Failure? failure, string identity) => new()
    {
        WorkflowTaskFailedEventAttributes = new WorkflowTaskFailedEventAttributes
        {
            ScheduledEventId = task.ScheduledEventId,
            StartedEventId = task.StartedEventId,
            Cause = cause,
            Failure = failure,
            Identity = identity,
        },
    };

    private static void Retry(Transaction tx, Run run)
    {
        var state = run.State;
        var wasStarted = state.WorkflowTask.StartedEventId > 0;
        state.WorkflowTask = null;

        // A sticky worker that failed gets no second chance; the next attempt is an ordinary one on the normal queue.
        if (state.Sticky is null && wasStarted)
        {
            state.WorkflowTaskAttempt++;
        }

        state.Sticky = null;
        EventBuffer.Flush(tx, run);
        Want(tx, run);
    }

    private static bool IsEndOfWorkflowTask(EventType type) => type is EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut;

    private static TimeSpan TimeoutOf(RunState state, int attempt)
    {
        var timeout = state.WorkflowTaskTimeout.Span();
        if (attempt <= AttemptsWithoutBackoff)
        {
            return timeout;
        }

        var seconds = InitialBackoff.TotalSeconds * Math.Pow(2, Math.Min(attempt - AttemptsWithoutBackoff - 1, 30));
        return timeout + TimeSpan.FromSeconds(Math.Min(seconds, MaximumBackoff.TotalSeconds));
    }
}
