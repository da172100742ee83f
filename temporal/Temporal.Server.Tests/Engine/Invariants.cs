using Temporal.Server.Engine;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Tests.Engine;

/// <summary>What holds of every run after every change.</summary>
internal static class Invariants
{
    private static readonly HashSet<EventType> CommandEvents =
    [
        EventType.ActivityTaskScheduled, EventType.ActivityTaskCancelRequested, EventType.TimerStarted, EventType.TimerCanceled,
        EventType.MarkerRecorded, EventType.StartChildWorkflowExecutionInitiated, EventType.SignalExternalWorkflowExecutionInitiated,
        EventType.RequestCancelExternalWorkflowExecutionInitiated, EventType.UpsertWorkflowSearchAttributes,
        EventType.WorkflowPropertiesModified, EventType.WorkflowExecutionCompleted, EventType.WorkflowExecutionFailed,
        EventType.WorkflowExecutionCanceled, EventType.WorkflowExecutionContinuedAsNew,
    ];

    private static readonly HashSet<EventType> CloseEvents =
    [
        EventType.WorkflowExecutionCompleted, EventType.WorkflowExecutionFailed, EventType.WorkflowExecutionCanceled,
        EventType.WorkflowExecutionContinuedAsNew, EventType.WorkflowExecutionTerminated, EventType.WorkflowExecutionTimedOut,
    ];

    public static void Check(Run run, List<HistoryEvent> history)
    {
        Assert.Empty(run.Staged);
        Assert.False(run.HoldsWorkflowTask || run.WantsWorkflowTask || run.AppliesCommands);
        Assert.Equal(run.State.NextEventId, history.Count + 1);
        Assert.Equal(run.State.HistorySizeBytes, history.Sum(happening => (long)happening.CalculateSize()));
        for (var i = 0; i < history.Count; i++)
        {
            Assert.Equal(i + 1, history[i].EventId);
            Assert.NotNull(history[i].EventTime);
            CheckPlace(history, i);
        }

        Assert.Equal(run.IsOpen, !CloseEvents.Contains(history[^1].EventType));
        CheckPending(run, history);
    }

    private static void CheckPlace(List<HistoryEvent> history, int index)
    {
        var type = history[index].EventType;
        var before = index > 0 ? history[index - 1].EventType : EventType.Unspecified;
        if (CommandEvents.Contains(type))
        {
            // Commands own the ids right behind the completion that carried them.
            Assert.True(before == EventType.WorkflowTaskCompleted || CommandEvents.Contains(before), $"{type} stands behind {before}.");
        }

        if (before == EventType.WorkflowTaskStarted)
        {
            Assert.True(
                type is EventType.WorkflowTaskCompleted or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut,
                $"{type} came between a started workflow task and its end.");
        }

        Assert.False(CloseEvents.Contains(before), $"{type} stands behind the close event.");
    }

    private static void CheckPending(Run run, List<HistoryEvent> history)
    {
        var state = run.State;
        if (!run.IsOpen)
        {
            Assert.Null(state.WorkflowTask);
            Assert.Empty(state.Activities);
            Assert.Empty(state.Timers);
            Assert.Empty(state.Children);
            Assert.Empty(state.BufferedEvents);
            Assert.Null(Deadlines.Next(run));
            return;
        }

        if (state.WorkflowTask is not { StartedEventId: > 0 })
        {
            Assert.Empty(state.BufferedEvents);
        }

        if (state.WorkflowTask is { Transient: true } transient)
        {
            Assert.Equal(state.NextEventId, transient.ScheduledEventId);
        }
        else if (state.WorkflowTask is { StartedEventId: > 0 } started)
        {
            Assert.Equal(EventType.WorkflowTaskStarted, history[^1].EventType);
            Assert.Equal(started.StartedEventId, history[^1].EventId);
        }

        Assert.All(state.Activities.Keys, id => Assert.Equal(EventType.ActivityTaskScheduled, history[(int)id - 1].EventType));
        Assert.All(state.Timers.Values, timer => Assert.Equal(EventType.TimerStarted, history[(int)timer.StartedEventId - 1].EventType));
        Assert.Equal(state.BufferedBytes, state.BufferedEvents.Sum(happening => (long)happening.CalculateSize()));
    }
}
