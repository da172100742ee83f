namespace Webhooks.Activities.GitHub.Api;

/// <param name="Commits">The newest first.</param>
/// <param name="IsComplete">False when there are more than we read.</param>
public sealed record ListedCommits(IReadOnlyList<RepositoryCommit> Commits, bool IsComplete);
