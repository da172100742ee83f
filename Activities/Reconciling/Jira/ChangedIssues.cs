namespace Webhooks.Activities.Reconciling.Jira;

/// <param name="IssueIds">The least recently changed first.</param>
/// <param name="Next">Token of the next page; null when this is the last.</param>
public sealed record ChangedIssues(IReadOnlyList<string> IssueIds, string? Next);
