using Temporal.Server.Engine;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Schedules;

/// <summary>What the end of a workflow means to the schedule that started it.</summary>
internal static class ActionEnd
{
    /// <summary>To be told of the last run of a chain only: retries and continue-as-new are the same action.</summary>
    public static void Closed(Transaction tx, Run run, HistoryEvent last)
    {
        if (run.State.ScheduleId.Length == 0 || tx.FindSchedule(new ScheduleKey(run.Key.Namespace, run.State.ScheduleId)) is not { } schedule)
        {
            return;
        }

        var record = schedule.Record;
        var ended = record.Running.FirstOrDefault(running =>
            running.Execution.WorkflowId == run.Key.WorkflowId && running.Execution.RunId == run.State.FirstExecutionRunId);
        if (ended is null)
        {
            return; // started by a deleted schedule of the same id
        }

        tx.TouchSchedule(schedule);
        record.Running.Remove(ended);
        foreach (var recent in record.RecentActions.Where(recent => recent.StartWorkflowResult.Equals(ended.Execution)))
        {
            recent.StartWorkflowStatus = run.State.Status;
        }

        if (!ended.Overlaps)
        {
            PassOn(schedule, last);
        }

        if (run.State.Status is WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.TimedOut && schedule.Schedule.Policies.PauseOnFailure)
        {
            schedule.Schedule.State.Paused = true;
            schedule.Schedule.State.Notes = run.State.Status == WorkflowExecutionStatus.Failed
                ? $"paused due to workflow failure: {run.Key.WorkflowId}: {last.WorkflowExecutionFailedEventAttributes?.Failure?.Message}"
                : $"paused due to workflow timeout: {run.Key.WorkflowId}";
            record.Version++;
        }

        if (!schedule.InStep)
        {
            ScheduleStep.Advance(tx, schedule);
        }
    }

    private static void PassOn(ScheduleEntry schedule, HistoryEvent last)
    {
        var record = schedule.Record;
        if (last.WorkflowExecutionCompletedEventAttributes is { } completed)
        {
            record.LastCompletionResult = completed.Result?.Clone() ?? record.LastCompletionResult;
            record.ContinuedFailure = null;
        }
        else if (last.WorkflowExecutionFailedEventAttributes is { } failed)
        {
            record.ContinuedFailure = failed.Failure?.Clone();
        }
        else if (last.WorkflowExecutionTimedOutEventAttributes is not null)
        {
            record.ContinuedFailure = new Failure
            {
                Message = "workflow timeout",
                Source = "Server",
                TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = TimeoutType.StartToClose },
            };
        }
    }
}
