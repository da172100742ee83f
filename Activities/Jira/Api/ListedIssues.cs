namespace Webhooks.Activities.Jira.Api;

/// <param name="Issues">The least recently changed first.</param>
/// <param name="IsComplete">False when there are more than we look at.</param>
public sealed record ListedIssues(IReadOnlyList<FoundIssue> Issues, bool IsComplete);
