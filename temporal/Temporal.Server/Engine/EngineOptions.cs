namespace Temporal.Server.Engine;

internal sealed record EngineOptions
{
    /// <summary>Source of run ids and of request ids that the server makes itself.</summary>
    public Func<string> NewId { get; init; } = () => Guid.NewGuid().ToString();

    public int SuggestContinueAsNewEvents { get; init; } = 4096;

    public long SuggestContinueAsNewBytes { get; init; } = 4L << 20;

    /// <summary>A longer history terminates the run.</summary>
    public int MaximumHistoryEvents { get; init; } = 51_200;

    public long MaximumHistoryBytes { get; init; } = 50L << 20;

    public int MaximumSignals { get; init; } = 10_000;

    public int MaximumBufferedEvents { get; init; } = 100;

    public long MaximumBufferedBytes { get; init; } = 2L << 20;

    public int MaximumPendingActivities { get; init; } = 2000;

    public int MaximumPendingChildren { get; init; } = 2000;

    public int MaximumBlobBytes { get; init; } = 2 << 20;

    public int MaximumIdLength { get; init; } = 1000;

    public int MaximumAttachedRequestIds { get; init; } = 25;

    public int MaximumRetainedFailureBytes { get; init; } = 4096;

    public TimeSpan DefaultWorkflowTaskTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan MaximumWorkflowTaskTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a worker may keep one workflow task alive by forcing new ones.</summary>
    public TimeSpan WorkflowTaskHeartbeatTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A chain of continue-as-new runs starts no faster than one run in this time.</summary>
    public TimeSpan ContinueAsNewInterval { get; init; } = TimeSpan.FromSeconds(1);
}
