using Webhooks.Activities.Jira;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>Whether a ticket became done within a window: read off what its events say of its status, in the order in which they happened.</summary>
internal sealed class TicketCourse
{
    private const string StatusField = "status";

    private readonly Dictionary<string, TicketEvent> events = new(StringComparer.Ordinal);

    /// <summary>How many events; what two deliveries tell of is one.</summary>
    public int Changes => events.Count;

    public void Add(TicketEvent happened)
    {
        if (!events.TryGetValue(happened.Identity, out var known) || happened.Moment.IsBefore(known.Moment))
        {
            events[happened.Identity] = happened;
        }
    }

    /// <param name="wasDone">Before the window; null when that is not known.</param>
    /// <param name="isDone">What the name of a status means.</param>
    public (bool IsCompleted, bool IsReopened) Ending(bool? wasDone, Func<string, bool> isDone)
    {
        var was = wasDone;
        var (becameDone, hasBeenDone) = (false, wasDone == true);
        foreach (var happened in events.Values.Where(happened => happened.IsDone is not null).Order(Comparer<TicketEvent>.Create(Compare)))
        {
            was ??= Before(happened, isDone);
            hasBeenDone |= was == true || happened.IsDone == true;
            becameDone = happened.IsDone == true && (becameDone || was == false);
            was = happened.IsDone;
        }

        return (was == true && becameDone, was == false && hasBeenDone);
    }

    /// <summary>What the first event that is known says of the time before it.</summary>
    private static bool Before(TicketEvent happened, Func<string, bool> isDone) =>
        happened.Changes.FirstOrDefault(change => string.Equals(change.Field, StatusField, StringComparison.OrdinalIgnoreCase)) is { } change
            ? change.From is { } from && isDone(from)
            : happened.Kind != TicketEventKind.Created && happened.IsDone == true;

    private static int Compare(TicketEvent one, TicketEvent other) => ReferenceEquals(one, other) ? 0 : one.Moment.IsBefore(other.Moment) ? -1 : 1;
}
