using Temporal.Server.Storage;

namespace Temporal.Server.Matching;

/// <summary>What a poller may be handed.</summary>
internal abstract record OfferedTask
{
    private protected OfferedTask(object identity) => Identity = identity;

    /// <summary>Two offers with the same identity are the same work: the later one takes the place of the earlier.</summary>
    public object Identity { get; }
}

/// <summary>A workflow or activity task, to be checked against its run at the hand-over.</summary>
internal sealed record ScheduledTask(Dispatch Dispatch) : OfferedTask((Dispatch.Run, Dispatch.ActivityScheduledEventId));

/// <summary>A question to a run, which leaves no trace in its history.</summary>
internal sealed record QueryTask(PendingQuery Query, string NormalTaskQueue) : OfferedTask(Query);
