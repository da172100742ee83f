using Webhooks.Activities.Timelines;

namespace Webhooks.Activities.PullRequests;

/// <summary>A review that was submitted, or that it was dismissed.</summary>
public sealed record PullRequestReview : ITimelineEntry
{
    public required EventMoment Moment { get; init; }

    public required string Identity { get; init; }

    public required long ReviewId { get; init; }

    /// <summary>Login; foreign text. Null when the account is gone.</summary>
    public string? Reviewer { get; init; }

    /// <summary><c>approved</c>, <c>changes_requested</c>, <c>commented</c>, <c>dismissed</c>. An open set; foreign text.</summary>
    public required string State { get; init; }

    public bool IsDismissal { get; init; }
}
