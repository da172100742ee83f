using System.Globalization;
using Webhooks.Activities.Timelines;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;

namespace Webhooks.Activities.PullRequests;

/// <summary>
/// A pull request as its events tell it. Every event is put where it belongs by its own time, so the same events give the same request in
/// whatever order they arrive, as long as no more than a timeline holds are told twice.
/// </summary>
public sealed record PullRequest
{
    /// <summary>Entity id text, tenant included.</summary>
    public required string Entity { get; init; }

    /// <summary>What the newest event says.</summary>
    public required GitHubPullRequest GitHub { get; init; }

    /// <summary>Of <see cref="GitHub"/>.</summary>
    public required EventMoment GitHubAt { get; init; }

    /// <summary>What the newest event whose body could be read says. Null when none could.</summary>
    public PullRequestTexts? Texts { get; init; }

    /// <summary>Of <see cref="Texts"/>.</summary>
    public EventMoment? TextsAt { get; init; }

    /// <summary>What the newest event that speaks of it says.</summary>
    public PullRequestSize? Size { get; init; }

    /// <summary>Of <see cref="Size"/>.</summary>
    public EventMoment? SizeAt { get; init; }

    /// <summary>It was merged; then it has a document, and nothing undoes that.</summary>
    public bool IsMerged { get; init; }

    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>Login; foreign text.</summary>
    public string? MergedBy { get; init; }

    /// <summary>The commit that the request became.</summary>
    public string? MergeSha { get; init; }

    public Timeline<PullRequestReview> Reviews { get; init; } = new();

    public Timeline<PullRequestEvent> Timeline { get; init; } = new();

    /// <summary>What it changed, as far as it was found out when it was merged. No event says this.</summary>
    public PullRequestChanges? Changes { get; init; }

    /// <summary>Puts in a delivery that is about this pull request, or begins one.</summary>
    /// <param name="known">Null before the first delivery.</param>
    /// <param name="delivery">Of any event.</param>
    /// <param name="reading">Null when its body is not there any more.</param>
    /// <returns>What was given when the delivery tells nothing new, or nothing of a pull request.</returns>
    public static PullRequest? Following(PullRequest? known, DeliveryEvent delivery, PullRequestReading? reading)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.PullRequest is not { } request)
        {
            return known;
        }

        var seen = PullRequestEvent.Seen(delivery, request);
        var next = (known ?? new PullRequest { Entity = delivery.Entity, GitHub = request, GitHubAt = seen })
            .Seen(request, seen)
            .Read(reading, seen)
            .MergedAs(request, PullRequestEvent.From(delivery, request, reading?.By));
        return next == known ? known : next;
    }

    private PullRequest Seen(GitHubPullRequest request, EventMoment seen) =>
        GitHubAt.IsBefore(seen) ? this with { GitHub = request, GitHubAt = seen } : this;

    private PullRequest Read(PullRequestReading? reading, EventMoment seen)
    {
        var next = this;
        if (reading is not null && (TextsAt is null || TextsAt.IsBefore(seen)))
        {
            next = next with { Texts = reading.Texts, TextsAt = seen };
        }

        if (reading?.Size is { } size && (SizeAt is null || SizeAt.IsBefore(seen)))
        {
            next = next with { Size = size, SizeAt = seen };
        }

        return next;
    }

    private PullRequest MergedAs(GitHubPullRequest request, PullRequestEvent happened)
    {
        var isMerged = happened.Kind == PullRequestEventKind.Merged || request.MergedAt is not null;
        return this with
        {
            IsMerged = IsMerged || isMerged,
            MergedAt = MergedAt ?? (isMerged ? request.MergedAt ?? happened.Moment.At : null),
            MergedBy = MergedBy ?? (isMerged ? request.MergedBy : null),
            MergeSha = MergeSha ?? (isMerged ? request.MergeSha : null),
            Reviews = ReviewOf(request, happened) is { } review ? Reviews.With(review) : Reviews,
            Timeline = happened.Kind == PullRequestEventKind.Other ? Timeline : Timeline.With(happened),
        };
    }

    private static PullRequestReview? ReviewOf(GitHubPullRequest request, PullRequestEvent happened) =>
        happened.Kind is PullRequestEventKind.Reviewed or PullRequestEventKind.ReviewDismissed
        && request is { ReviewId: { } id, ReviewState: { } state }
            ? new PullRequestReview
            {
                Moment = happened.Moment,
                Identity = string.Create(CultureInfo.InvariantCulture, $"{happened.Kind} {id}"),
                ReviewId = id,
                Reviewer = request.Reviewer,
                State = state,
                IsDismissal = happened.Kind == PullRequestEventKind.ReviewDismissed,
            }
            : null;
}
