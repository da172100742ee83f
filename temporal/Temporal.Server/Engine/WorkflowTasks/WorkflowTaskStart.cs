using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>A poller got a workflow task.</summary>
internal static class WorkflowTaskStart
{
    /// <summary>Null when the offered task is stale and must be dropped.</summary>
    /// <param name="tx">The change.</param>
    /// <param name="key">The run whose task was offered.</param>
    /// <param name="stamp"><c>State.WorkflowTask.Stamp</c> at the time of the offer.</param>
    /// <param name="poll">The poll that takes it.</param>
    /// <param name="requestId">One id a hand-over: the same id gets the same answer.</param>
    public static StartedWorkflowTask? Execute(Transaction tx, RunKey key, long stamp, PollWorkflowTaskQueueRequest poll, string requestId)
    {
        if (tx.Find(key) is not { IsOpen: true, State.WorkflowTask: { } task } run || task.Stamp != stamp)
        {
            return null;
        }

        if (task.StartedEventId > 0)
        {
            return task.RequestId == requestId ? Describe(run) : null;
        }

        var isSticky = poll.TaskQueue.Kind == TaskQueueKind.Sticky;
        if (isSticky && run.State.Sticky?.TaskQueue != poll.TaskQueue.Name)
        {
            return null;
        }

        if (!isSticky)
        {
            run.State.Sticky = null;
        }

        var started = Start(tx, run, poll.Identity, requestId);
        HistoryLog.Save(tx, run);
        return started;
    }

    /// <summary>Starts the waiting task; the caller saves the run.</summary>
    public static StartedWorkflowTask Start(Transaction tx, Run run, string identity, string requestId)
    {
        var state = run.State;
        var task = state.WorkflowTask;
        task.StartedTime = tx.Now.ToTimestamp();
        task.Identity = identity;
        task.RequestId = requestId;
        task.ScheduleToStartDeadline = null;
        task.HistorySizeBytes = state.HistorySizeBytes;
        task.SuggestContinueAsNewReasons.Add(ReasonsToContinueAsNew(tx.Options, state));
        task.SuggestContinueAsNew = task.SuggestContinueAsNewReasons.Count > 0;
        task.StartedEventId = task.Transient ? task.ScheduledEventId + 1 : HistoryLog.Write(tx, run, StartedEvent(task)).EventId;
        return Describe(run);
    }

    /// <summary>Scheduled and started event of a started transient task, which the worker sees before the history does; else none.</summary>
    public static IReadOnlyList<HistoryEvent> TransientEvents(Run run)
    {
        if (!run.HasStartedWorkflowTask || run.State.WorkflowTask is not { Transient: true } task)
        {
            return [];
        }

        var scheduled = WorkflowTasks.ScheduledEvent(run.State, task);
        scheduled.EventId = scheduled.TaskId = task.ScheduledEventId;
        scheduled.EventType = EventType.WorkflowTaskScheduled;
        var started = StartedEvent(task);
        started.EventId = started.TaskId = task.StartedEventId;
        started.EventType = EventType.WorkflowTaskStarted;
        return [scheduled, started];
    }

    public static HistoryEvent StartedEvent(WorkflowTask task) => new()
    {
        EventTime = task.StartedTime.Clone(),
        WorkflowTaskStartedEventAttributes = new WorkflowTaskStartedEventAttributes
        {
            ScheduledEventId = task.ScheduledEventId,
            Identity = task.Identity,
            RequestId = task.RequestId,
            SuggestContinueAsNew = task.SuggestContinueAsNew,
            SuggestContinueAsNewReasons = { task.SuggestContinueAsNewReasons },
            HistorySizeBytes = task.HistorySizeBytes,
        },
    };

    private static StartedWorkflowTask Describe(Run run)
    {
        var state = run.State;
        var task = state.WorkflowTask;
        return new StartedWorkflowTask
        {
            Run = run.Key,
            FirstEventId = state.Sticky is null ? 1 : state.LastCompletedStartedEventId + 1,
            LastStoredEventId = task.Transient ? task.ScheduledEventId - 1 : task.StartedEventId,
            TransientEvents = TransientEvents(run),
            Response = new PollWorkflowTaskQueueResponse
            {
                TaskToken = TokenOf(state, task).ToByteString(),
                WorkflowExecution = new WorkflowExecution { WorkflowId = state.WorkflowId, RunId = state.RunId },
                WorkflowType = new WorkflowType { Name = state.WorkflowType },
                PreviousStartedEventId = state.LastCompletedStartedEventId,
                StartedEventId = task.StartedEventId,
                Attempt = task.Attempt,
                WorkflowExecutionTaskQueue = new TaskQueue { Name = state.TaskQueue, Kind = TaskQueueKind.Normal },
                ScheduledTime = task.ScheduledTime.Clone(),
                StartedTime = task.StartedTime.Clone(),
            },
        };
    }

    private static WorkflowTaskToken TokenOf(RunState state, WorkflowTask task) => new()
    {
        Namespace = state.Namespace,
        WorkflowId = state.WorkflowId,
        RunId = state.RunId,
        ScheduledEventId = task.ScheduledEventId,
        StartedEventId = task.StartedEventId,
        StartedTime = task.StartedTime.Clone(),
        Attempt = task.Attempt,
    };

    private static IEnumerable<SuggestContinueAsNewReason> ReasonsToContinueAsNew(EngineOptions options, RunState state)
    {
        if (state.HistorySizeBytes >= options.SuggestContinueAsNewBytes)
        {
            yield return SuggestContinueAsNewReason.HistorySizeTooLarge;
        }

        if (state.NextEventId >= options.SuggestContinueAsNewEvents)
        {
            yield return SuggestContinueAsNewReason.TooManyHistoryEvents;
        }
    }
}
