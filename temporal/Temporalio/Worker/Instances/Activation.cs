using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>One waking of a workflow: what to tell it, and what it may know of the moment.</summary>
internal sealed record Activation
{
    public static readonly Activation None = new() { Timestamp = DateTime.UnixEpoch };

    public IReadOnlyList<Job> Jobs { get; init; } = [];

    public required DateTime Timestamp { get; init; }

    public bool IsReplaying { get; init; }

    public long HistoryLength { get; init; }

    public long HistorySizeBytes { get; init; }

    public bool ContinueAsNewSuggested { get; init; }

    public IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons { get; init; } = [];
}
