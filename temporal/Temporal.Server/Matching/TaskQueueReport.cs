namespace Temporal.Server.Matching;

/// <summary>What may be told of a task queue.</summary>
/// <param name="Pollers">Who polled lately, and when last.</param>
/// <param name="Backlog">Tasks nobody has taken yet.</param>
internal sealed record TaskQueueReport(IReadOnlyList<(string Identity, DateTimeOffset LastAccess)> Pollers, int Backlog);
