using System.Globalization;
using Webhooks.Activities.Timelines;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Jira;

namespace Webhooks.Activities.Jira;

/// <summary>Something that happened to a ticket.</summary>
public sealed record TicketEvent : ITimelineEntry
{
    public required EventMoment Moment { get; init; }

    public required string Identity { get; init; }

    public required TicketEventKind Kind { get; init; }

    /// <summary>Name of whoever did it; foreign text.</summary>
    public string? By { get; init; }

    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>The status that the ticket had then. Null when the event does not say.</summary>
    public string? Status { get; init; }

    /// <summary>Whether that status means that the work is done.</summary>
    public bool? IsDone { get; init; }

    /// <returns>Null when it is not an event of a ticket.</returns>
    public static TicketEvent? From(DeliveryEvent delivery, IssueTexts? texts)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.JiraIssue is not { } issue || KindOf(issue) is not { } kind)
        {
            return null;
        }

        var identity = IdentityOf(issue, kind, delivery);
        return new TicketEvent
        {
            Moment = new EventMoment(issue.At ?? delivery.ReceivedAt, issue.ChangelogId ?? 0, identity),
            Identity = identity,
            Kind = kind,
            By = texts?.By,
            Changes = texts is { Changes.Count: > 0 } ? texts.Changes : [.. issue.ChangedFields.Take(8).Select(field => new FieldChange(field, null, null))],
            Status = issue.Status,
            IsDone = texts?.IsDone ?? TicketStatus.IsDone(issue.Status, issue.StatusCategory),
        };
    }

    /// <summary>Servers tell of a comment twice: as an event of the comment and as an update of the issue.</summary>
    public static TicketEventKind? KindOf(JiraIssueEvent issue)
    {
        ArgumentNullException.ThrowIfNull(issue);
        return (issue.EventName, issue.EventType) switch
        {
            ("jira:issue_created", _) => TicketEventKind.Created,
            ("jira:issue_deleted", _) => TicketEventKind.Deleted,
            ("comment_created", _) or ("jira:issue_updated", "issue_commented") => TicketEventKind.CommentAdded,
            ("comment_updated", _) or ("jira:issue_updated", "issue_comment_edited") => TicketEventKind.CommentChanged,
            ("comment_deleted", _) or ("jira:issue_updated", "issue_comment_deleted") => TicketEventKind.CommentDeleted,
            ("jira:issue_updated", _) => TicketEventKind.Changed,
            ("worklog_created" or "worklog_updated" or "worklog_deleted" or "jira:worklog_updated", _) => TicketEventKind.WorkLogged,
            _ => null,
        };
    }

    private static string IdentityOf(JiraIssueEvent issue, TicketEventKind kind, DeliveryEvent delivery)
    {
        var at = issue.At is { } known ? known.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : delivery.DeliveryId;
        return (kind, issue) switch
        {
            (TicketEventKind.Created or TicketEventKind.Deleted, _) => kind.ToString(),
            (TicketEventKind.CommentAdded or TicketEventKind.CommentDeleted, { CommentId: { } comment }) => $"{kind} {comment}",
            (_, { ChangelogId: { } changelog }) => $"{kind} {changelog}",
            _ => $"{kind} {issue.CommentId ?? issue.WorklogId} {at}",
        };
    }
}
