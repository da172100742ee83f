namespace Temporal.Server.Storage;

/// <summary>What a reader of a history must know of its run.</summary>
/// <param name="Row">Number of the run's row.</param>
/// <param name="IsOpen">Events may follow.</param>
/// <param name="LastEventId">Last stored event.</param>
internal sealed record HistoryPosition(long Row, bool IsOpen, long LastEventId);
