namespace Webhooks.Storage.Operations;

/// <summary>How a replay stands for whoever runs it.</summary>
/// <param name="IsHeld">False: another gateway has it, or it has ended.</param>
/// <param name="StopRequestedBy">Who wants it to stop; null for nobody.</param>
public sealed record ReplayStanding(bool IsHeld, string? StopRequestedBy);
