using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>Everything of a run that happens because time passes.</summary>
internal static class Deadlines
{
    // What fires may bring forth what is due at once, such as a retry without delay; never a long chain of it.
    private const int MaximumPasses = 16;

    /// <summary>When <see cref="FireDue"/> has something to do; null when nothing waits for time.</summary>
    public static DateTimeOffset? Next(Run run) => All(run).Min(deadline => (DateTimeOffset?)deadline.Due);

    /// <summary>Fires all that is due now, in the order of due time, event id and kind.</summary>
    public static void FireDue(Transaction tx, Run run)
    {
        var due = Due(tx, run);
        if (due.Length == 0)
        {
            return;
        }

        WorkflowTasks.Hold(run);
        for (var pass = 0; due.Length > 0 && pass < MaximumPasses; pass++)
        {
            foreach (var deadline in due)
            {
                if (run.IsOpen)
                {
                    Fire(tx, run, deadline);
                }
            }

            due = Due(tx, run);
        }

        WorkflowTasks.Release(tx, run);
        HistoryLog.Save(tx, run);
    }

    private static Deadline[] Due(Transaction tx, Run run) => All(run)
        .Where(deadline => deadline.Due <= tx.Now)
        .OrderBy(deadline => deadline.Due)
        .ThenBy(deadline => deadline.EventId)
        .ThenBy(deadline => deadline.Kind)
        .ToArray();

    private static IEnumerable<Deadline> All(Run run)
    {
        if (!run.IsOpen)
        {
            yield break;
        }

        var state = run.State;
        if (state.RunExpirationTime is { } expiration)
        {
            yield return new Deadline(expiration.At(), 0, DeadlineKind.Run);
        }

        if (state.FirstWorkflowTaskTime is { } first)
        {
            yield return new Deadline(first.At(), 0, DeadlineKind.FirstWorkflowTask);
        }

        if (state.WorkflowTask is { } task)
        {
            if (task.StartedEventId > 0)
            {
                yield return new Deadline(
                    task.StartedTime.At().Plus(task.StartToCloseTimeout.Span()), task.ScheduledEventId, DeadlineKind.WorkflowTaskStartToClose)
                {
                    Stamp = task.Stamp,
                };
            }
            else if (task.ScheduleToStartDeadline is { } stale)
            {
                yield return new Deadline(stale.At(), task.ScheduledEventId, DeadlineKind.WorkflowTaskScheduleToStart) { Stamp = task.Stamp };
            }
        }

        foreach (var timer in state.Timers.Values)
        {
            yield return new Deadline(timer.DueTime.At(), timer.StartedEventId, DeadlineKind.Timer) { TimerId = timer.TimerId };
        }

        foreach (var deadline in state.Activities.Values.SelectMany(ActivityDeadlines.Of))
        {
            yield return deadline;
        }
    }

    private static void Fire(Transaction tx, Run run, Deadline deadline)
    {
        switch (deadline.Kind)
        {
            case DeadlineKind.Run:
                RunTimeout.Fire(tx, run);
                break;
            case DeadlineKind.FirstWorkflowTask:
                run.State.FirstWorkflowTaskTime = null;
                WorkflowTasks.Want(tx, run);
                break;
            case DeadlineKind.WorkflowTaskScheduleToStart:
                TimeOutWorkflowTask(tx, run, deadline, TimeoutType.ScheduleToStart);
                break;
            case DeadlineKind.WorkflowTaskStartToClose:
                TimeOutWorkflowTask(tx, run, deadline, TimeoutType.StartToClose);
                break;
            case DeadlineKind.Timer:
                FireTimer(tx, run, deadline.TimerId);
                break;
            case DeadlineKind.ActivityRetry:
            case DeadlineKind.ActivityStartToClose:
            case DeadlineKind.ActivityScheduleToStart:
            case DeadlineKind.ActivityScheduleToClose:
            case DeadlineKind.ActivityHeartbeat:
                ActivityDeadlines.Fire(tx, run, deadline);
                break;
        }
    }

    private static void TimeOutWorkflowTask(Transaction tx, Run run, Deadline deadline, TimeoutType type)
    {
        if (run.State.WorkflowTask?.Stamp == deadline.Stamp)
        {
            WorkflowTasks.TimeOut(tx, run, type);
        }
    }

    private static void FireTimer(Transaction tx, Run run, string timerId)
    {
        if (!run.State.Timers.Remove(timerId, out var timer))
        {
            return;
        }

        HistoryLog.WriteOrBuffer(tx, run, new HistoryEvent
        {
            TimerFiredEventAttributes = new TimerFiredEventAttributes { TimerId = timerId, StartedEventId = timer.StartedEventId },
        });
        WorkflowTasks.Want(tx, run);
    }
}
