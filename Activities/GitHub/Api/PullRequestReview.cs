namespace Webhooks.Activities.GitHub.Api;

/// <param name="Reviewer">Login; null when the account is gone.</param>
/// <param name="Verdict">As GitHub writes it: <c>APPROVED</c>, <c>CHANGES_REQUESTED</c>, <c>COMMENTED</c>, <c>DISMISSED</c>, <c>PENDING</c>.</param>
/// <param name="SubmittedAt">Null while it is pending.</param>
/// <param name="Body">Foreign text; may be empty.</param>
public sealed record PullRequestReview(string? Reviewer, string Verdict, DateTimeOffset? SubmittedAt, string Body);
