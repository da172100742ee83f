namespace Webhooks.Activities.Reconciling.Reporting;

/// <summary>What cannot be got back: somebody has to look.</summary>
/// <param name="Identifier">GitHub's GUID, Jira's issue, a dead-letter file; or a span of time, <c>from/to</c>, of which nothing is known.</param>
/// <param name="What">The event's name when it is known.</param>
/// <param name="Reason">Stable, lower-case and hyphenated; see docs/operations.md.</param>
/// <param name="At">When the provider tried to deliver it.</param>
/// <param name="FoundAt">When it was given up.</param>
public sealed record LostDelivery(string Identifier, string What, string Reason, DateTimeOffset At, DateTimeOffset FoundAt);
