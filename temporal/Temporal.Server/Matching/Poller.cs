namespace Temporal.Server.Matching;

internal sealed record Poller
{
    public required string Identity { get; init; }

    /// <summary>Names one worker process; empty when the worker does not say.</summary>
    public string WorkerInstanceKey { get; init; } = "";
}
