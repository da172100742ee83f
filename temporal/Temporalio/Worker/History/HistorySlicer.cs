using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.History;

/// <summary>
/// Cuts a history into the slices that each woke the workflow once. The commands of a workflow task stand behind its
/// completion and so belong to the next slice.
/// </summary>
internal static class HistorySlicer
{
    /// <summary>Index of the last event of the slice that begins at <paramref name="from"/>; null when none ends in these events.</summary>
    /// <param name="events">Events known so far, without gaps.</param>
    /// <param name="from">Index of the slice's first event.</param>
    /// <param name="complete">No further events exist.</param>
    public static int? FindEnd(IReadOnlyList<HistoryEvent> events, int from, bool complete)
    {
        var sawCommand = false;
        var countedStarts = new List<int>();
        for (var i = from; i < events.Count; i++)
        {
            var e = events[i];
            sawCommand |= e.IsCommand();
            if (e.IsFinal())
            {
                return i;
            }

            if (e.EventType != EventType.WorkflowTaskStarted)
            {
                continue;
            }

            var next = At(events, i + 1);
            if (next?.UndoesTaskStart() == true)
            {
                continue;
            }

            countedStarts.Add(i);
            var afterNext = next is null ? null : At(events, i + 2);
            if (!complete && (next is null || afterNext is null))
            {
                return null;
            }

            if (next?.EventType != EventType.WorkflowTaskCompleted)
            {
                return i;
            }

            if (afterNext?.EventType == EventType.WorkflowExecutionUpdateAccepted)
            {
                return StartThatGotTheUpdate(events, countedStarts, afterNext);
            }

            // An empty task (a forced one, or a local activity's heartbeat) woke nobody.
            if (afterNext?.EventType != EventType.WorkflowTaskScheduled || sawCommand)
            {
                return i;
            }
        }

        return null;
    }

    private static int StartThatGotTheUpdate(IReadOnlyList<HistoryEvent> events, List<int> starts, HistoryEvent accepted)
    {
        var sequencing = accepted.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequestSequencingEventId;
        var got = starts.FindLastIndex(index => events[index].EventId < sequencing);
        return got < 0 ? starts[^1] : starts[got];
    }

    private static HistoryEvent? At(IReadOnlyList<HistoryEvent> events, int index) => index < events.Count ? events[index] : null;
}
