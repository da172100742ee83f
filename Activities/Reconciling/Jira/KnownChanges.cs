namespace Webhooks.Activities.Reconciling.Jira;

/// <summary>What the ledger has of an issue.</summary>
/// <param name="Changelogs">Ids of the changes that were delivered.</param>
/// <param name="IsCreated">Whether its creation was.</param>
internal sealed record KnownChanges(IReadOnlySet<long> Changelogs, bool IsCreated);
