using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>Events that happened while a worker held the workflow task; they get ids when it gives the task back.</summary>
internal static class EventBuffer
{
    public static void Add(Transaction tx, Run run, HistoryEvent happening)
    {
        var state = run.State;
        state.BufferedEvents.Add(happening);
        state.BufferedBytes += happening.CalculateSize();
        var isFull = state.BufferedEvents.Count > tx.Options.MaximumBufferedEvents || state.BufferedBytes > tx.Options.MaximumBufferedBytes;
        if (isFull && run.HasStartedWorkflowTask)
        {
            WorkflowTasks.Fail(tx, run, WorkflowTaskFailedCause.ForceCloseCommand, null, Identities.History);
        }
    }

    /// <summary>Writes what waited and says how many events that were.</summary>
    public static int Flush(Transaction tx, Run run)
    {
        var waiting = run.State.BufferedEvents.ToArray();
        Clear(run);
        var ordered = waiting.Where(happening => !EventTypes.IsFlushedLast(happening.EventType))
            .Concat(waiting.Where(happening => EventTypes.IsFlushedLast(happening.EventType)));

        var activityStarts = new Dictionary<long, long>();
        var childStarts = new Dictionary<long, long>();
        foreach (var happening in ordered)
        {
            PatchStartedId(happening, activityStarts, childStarts);
            HistoryLog.Write(tx, run, happening);
            NoteStart(run, happening, activityStarts, childStarts);
        }

        return waiting.Length;
    }

    public static void Clear(Run run)
    {
        run.State.BufferedEvents.Clear();
        run.State.BufferedBytes = 0;
    }

    /// <summary>A timer that fired behind the worker's back is unfired when the worker cancels it.</summary>
    public static bool RemoveTimerFired(Run run, string timerId, out long startedEventId)
    {
        var buffer = run.State.BufferedEvents;
        var fired = buffer.FirstOrDefault(happening => happening.TimerFiredEventAttributes?.TimerId == timerId);
        startedEventId = fired?.TimerFiredEventAttributes.StartedEventId ?? 0;
        if (fired is null)
        {
            return false;
        }

        buffer.Remove(fired);
        run.State.BufferedBytes -= fired.CalculateSize();
        return true;
    }

    public static bool HoldsCloseOfActivity(Run run, long scheduledEventId) =>
        run.State.BufferedEvents.Any(happening => ClosedActivity(happening) == scheduledEventId);

    private static long ClosedActivity(HistoryEvent happening) => happening.EventType switch
    {
        EventType.ActivityTaskCompleted => happening.ActivityTaskCompletedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskFailed => happening.ActivityTaskFailedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskTimedOut => happening.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
        EventType.ActivityTaskCanceled => happening.ActivityTaskCanceledEventAttributes.ScheduledEventId,
        _ => 0,
    };

    private static void NoteStart(Run run, HistoryEvent happening, Dictionary<long, long> activities, Dictionary<long, long> children)
    {
        if (happening.ActivityTaskStartedEventAttributes is { } activity)
        {
            activities[activity.ScheduledEventId] = happening.EventId;
        }
        else if (happening.ChildWorkflowExecutionStartedEventAttributes is { } child)
        {
            children[child.InitiatedEventId] = happening.EventId;
            if (run.State.Children.TryGetValue(child.InitiatedEventId, out var pending))
            {
                pending.StartedEventId = happening.EventId;
            }
        }
    }

    private static void PatchStartedId(HistoryEvent happening, Dictionary<long, long> activities, Dictionary<long, long> children)
    {
        long Activity(long scheduled, long known) => activities.GetValueOrDefault(scheduled, known);
        long Child(long initiated, long known) => children.GetValueOrDefault(initiated, known);

        switch (happening.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes:
                var completed = happening.ActivityTaskCompletedEventAttributes;
                completed.StartedEventId = Activity(completed.ScheduledEventId, completed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskFailedEventAttributes:
                var failed = happening.ActivityTaskFailedEventAttributes;
                failed.StartedEventId = Activity(failed.ScheduledEventId, failed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes:
                var timedOut = happening.ActivityTaskTimedOutEventAttributes;
                timedOut.StartedEventId = Activity(timedOut.ScheduledEventId, timedOut.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskCanceledEventAttributes:
                var canceled = happening.ActivityTaskCanceledEventAttributes;
                canceled.StartedEventId = Activity(canceled.ScheduledEventId, canceled.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCompletedEventAttributes:
                var childCompleted = happening.ChildWorkflowExecutionCompletedEventAttributes;
                childCompleted.StartedEventId = Child(childCompleted.InitiatedEventId, childCompleted.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionFailedEventAttributes:
                var childFailed = happening.ChildWorkflowExecutionFailedEventAttributes;
                childFailed.StartedEventId = Child(childFailed.InitiatedEventId, childFailed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCanceledEventAttributes:
                var childCanceled = happening.ChildWorkflowExecutionCanceledEventAttributes;
                childCanceled.StartedEventId = Child(childCanceled.InitiatedEventId, childCanceled.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTimedOutEventAttributes:
                var childTimedOut = happening.ChildWorkflowExecutionTimedOutEventAttributes;
                childTimedOut.StartedEventId = Child(childTimedOut.InitiatedEventId, childTimedOut.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTerminatedEventAttributes:
                var childTerminated = happening.ChildWorkflowExecutionTerminatedEventAttributes;
                childTerminated.StartedEventId = Child(childTerminated.InitiatedEventId, childTerminated.StartedEventId);
                break;
            default:
                break;
        }
    }
}
