using System.Globalization;
using Webhooks.Activities.Timelines;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;

namespace Webhooks.Activities.PullRequests;

/// <summary>Something that happened to a pull request.</summary>
public sealed record PullRequestEvent : ITimelineEntry
{
    public required EventMoment Moment { get; init; }

    public required string Identity { get; init; }

    public required PullRequestEventKind Kind { get; init; }

    /// <summary>Login of whoever did it; foreign text.</summary>
    public string? By { get; init; }

    /// <summary>Of a review, GitHub's word for what it says; foreign text.</summary>
    public string? ReviewState { get; init; }

    /// <summary>Where the branch stood then.</summary>
    public required string HeadSha { get; init; }

    public static PullRequestEvent From(DeliveryEvent delivery, GitHubPullRequest request, string? by)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(request);
        var kind = KindOf(request);
        var at = kind switch
        {
            PullRequestEventKind.Merged => request.MergedAt,
            PullRequestEventKind.Reviewed => request.ReviewedAt,
            _ => null,
        } ?? request.UpdatedAt ?? delivery.ReceivedAt;
        var identity = IdentityOf(request, kind, delivery);
        return new PullRequestEvent
        {
            Moment = new EventMoment(at, (long)kind, identity),
            Identity = identity,
            Kind = kind,
            By = by,
            ReviewState = request.ReviewState,
            HeadSha = request.HeadSha,
        };
    }

    /// <summary>When what the event says of the request was so: its body is the request as it was then, whatever the event is about.</summary>
    public static EventMoment Seen(DeliveryEvent delivery, GitHubPullRequest request)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(request);
        var kind = KindOf(request);
        return new EventMoment(request.UpdatedAt ?? delivery.ReceivedAt, (long)kind, IdentityOf(request, kind, delivery));
    }

    private static PullRequestEventKind KindOf(GitHubPullRequest request) => (request.Action, request) switch
    {
        ("submitted", { ReviewState: not null }) => PullRequestEventKind.Reviewed,
        ("dismissed", { ReviewState: not null }) => PullRequestEventKind.ReviewDismissed,
        (_, { ReviewState: not null }) => PullRequestEventKind.Other,
        ("opened", _) => PullRequestEventKind.Opened,
        ("edited", _) => PullRequestEventKind.Edited,
        ("ready_for_review", _) => PullRequestEventKind.ReadyForReview,
        ("converted_to_draft", _) => PullRequestEventKind.ConvertedToDraft,
        ("synchronize", _) => PullRequestEventKind.CommitsPushed,
        ("closed", { Merged: true } or { MergedAt: not null }) => PullRequestEventKind.Merged,
        ("closed", _) => PullRequestEventKind.Closed,
        ("reopened", _) => PullRequestEventKind.Reopened,
        _ => PullRequestEventKind.Other,
    };

    private static string IdentityOf(GitHubPullRequest request, PullRequestEventKind kind, DeliveryEvent delivery)
    {
        var at = request.UpdatedAt is { } known ? known.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : delivery.DeliveryId;
        return (kind, request.ReviewId) switch
        {
            (PullRequestEventKind.Opened or PullRequestEventKind.Merged, _) => kind.ToString(),
            (PullRequestEventKind.Reviewed or PullRequestEventKind.ReviewDismissed, { } review) => string.Create(CultureInfo.InvariantCulture, $"{kind} {review}"),
            (PullRequestEventKind.CommitsPushed, _) => $"{kind} {request.HeadSha} {at}",
            _ => $"{kind} {request.Action} {at}",
        };
    }
}
