using Temporal.Server.Engine;

namespace Temporal.Server.Storage;

internal sealed record EngineLoopOptions
{
    /// <summary>Most changes in one commit.</summary>
    public int BatchSize { get; init; } = 256;

    public int ClosedRunsInMemory { get; init; } = 512;

    public EngineOptions Engine { get; init; } = new();
}
