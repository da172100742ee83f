namespace Webhooks.Activities.Reconciling.Jira;

/// <param name="Checked">Changes that were looked for.</param>
/// <param name="Posted">Changes that the ledger lacked, and the gateway took.</param>
/// <param name="IsComplete">False when there are more than one call posts.</param>
/// <param name="IsRefused">The gateway will not take one of them.</param>
public sealed record IssueOutcome(int Checked, int Posted, bool IsComplete, bool IsRefused);
