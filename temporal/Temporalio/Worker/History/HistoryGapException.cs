using Temporalio.Exceptions;

namespace Temporalio.Worker.History;

/// <summary>The events given do not continue those applied before.</summary>
internal sealed class HistoryGapException(long lastApplied, long found)
    : TemporalException($"History continues after event {lastApplied} with event {found}");
