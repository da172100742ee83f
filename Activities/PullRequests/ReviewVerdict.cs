namespace Webhooks.Activities.PullRequests;

/// <summary>What one reviewer said last. A comment takes back no approval and no objection.</summary>
public sealed record ReviewVerdict
{
    /// <summary>Login; foreign text.</summary>
    public required string Reviewer { get; init; }

    /// <summary>GitHub's word; foreign text.</summary>
    public required string State { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>It was taken back, by whoever reviewed or by somebody who may.</summary>
    public required bool IsDismissed { get; init; }

    /// <summary>In the order in which they were given. Comments of the author are no reviews.</summary>
    public static IReadOnlyList<ReviewVerdict> Of(PullRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var dismissed = request.Reviews.Entries.Where(review => review.IsDismissal).Select(review => review.ReviewId).ToHashSet();
        return
        [
            .. request.Reviews.Entries
                .Where(review => review.Reviewer is { } name && !string.Equals(name, request.Texts?.Author, StringComparison.Ordinal))
                .GroupBy(review => review.Reviewer, StringComparer.Ordinal)
                .Select(reviews => Last([.. reviews], dismissed))
                .OfType<ReviewVerdict>()
                .OrderBy(verdict => verdict.At)
                .ThenBy(verdict => verdict.Reviewer, StringComparer.Ordinal),
        ];
    }

    private static ReviewVerdict? Last(IReadOnlyList<PullRequestReview> reviews, HashSet<long> dismissed)
    {
        // A dismissal whose review was never told of says at least that there was one.
        var said = reviews.Where(review => !review.IsDismissal).ToList();
        var last = said.LastOrDefault(review => review.State != "commented") ?? said.LastOrDefault() ?? (reviews.Count > 0 ? reviews[^1] : null);
        return last is { Reviewer: { } name }
            ? new ReviewVerdict { Reviewer = name, State = last.State, At = last.Moment.At, IsDismissed = last.IsDismissal || dismissed.Contains(last.ReviewId) }
            : null;
    }
}
