using Temporalio.Api.History.V1;

namespace Temporalio.Worker.History;

/// <summary>Events that wake the workflow once.</summary>
internal sealed record HistorySlice
{
    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    /// <summary>Events of the slice after this one, or what there is of it: the outcome of waking the workflow now.</summary>
    public required IReadOnlyList<HistoryEvent> Following { get; init; }

    /// <summary>The last event of the slice is the last of all history.</summary>
    public required bool ReachesEnd { get; init; }
}
