using Webhooks.Activities.Timelines;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Jira;

namespace Webhooks.Activities.Jira;

/// <summary>
/// A ticket as its events tell it. Every event is put where it belongs by its own time, so the same events give the same ticket in whatever
/// order they arrive, as long as no more than a timeline holds are told twice.
/// </summary>
public sealed record Ticket
{
    private const string True = "true";
    private const string False = "false";

    /// <summary>Entity id text, tenant included.</summary>
    public required string Entity { get; init; }

    public required string Site { get; init; }

    public required long IssueId { get; init; }

    /// <summary>Changes when the ticket is moved to another project.</summary>
    public Dated? Key { get; init; }

    public Dated? Summary { get; init; }

    public Dated? Description { get; init; }

    public Dated? Type { get; init; }

    public Dated? Priority { get; init; }

    /// <summary>An empty value means nobody.</summary>
    public Dated? Assignee { get; init; }

    public Dated? Status { get; init; }

    /// <summary>Of <see cref="Status"/>, so that it is not older than the name.</summary>
    public Dated? StatusCategory { get; init; }

    /// <summary>Whether <see cref="Status"/> means that the work is done: <c>true</c> or <c>false</c>.</summary>
    public Dated? Done { get; init; }

    public Dated? Self { get; init; }

    /// <summary>It has been done at some time; then it has a document, whatever it is now.</summary>
    public bool WasDone { get; init; }

    /// <summary>Null while it exists. Nothing that happened before changes it.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    public Timeline<TicketEvent> Timeline { get; init; } = new();

    public bool IsDone => Done is { } done ? done.Value == True : TicketStatus.IsDone(Status?.Value, StatusCategory?.Value) ?? false;

    public static Ticket Of(string entity, JiraIssueEvent issue)
    {
        ArgumentNullException.ThrowIfNull(issue);
        return new Ticket { Entity = entity, Site = issue.Site, IssueId = issue.IssueId };
    }

    /// <returns>An equal ticket when the event says nothing new.</returns>
    public Ticket With(TicketEvent happened, JiraIssueEvent issue, IssueTexts? texts)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(issue);
        var moment = happened.Moment;
        return this with
        {
            Key = Dated.Newest(Key, issue.Key, moment),
            Summary = Dated.Newest(Summary, texts?.Summary, moment),
            Description = Dated.Newest(Description, texts?.Description, moment),
            Type = Dated.Newest(Type, texts?.Type, moment),
            Priority = Dated.Newest(Priority, texts?.Priority, moment),
            Assignee = Dated.Newest(Assignee, texts?.Assignee, moment),
            Status = Dated.Newest(Status, issue.Status, moment),
            StatusCategory = Dated.Newest(StatusCategory, issue.Status is null ? issue.StatusCategory : issue.StatusCategory ?? "", moment),
            Done = Dated.Newest(Done, happened.IsDone is { } isDone ? (isDone ? True : False) : null, moment),
            Self = Dated.Newest(Self, texts?.Self, moment),
            WasDone = WasDone || happened.IsDone == true,
            DeletedAt = happened.Kind == TicketEventKind.Deleted && (DeletedAt is null || moment.At < DeletedAt) ? moment.At : DeletedAt,
            Timeline = Timeline.With(happened),
        };
    }

    /// <summary>Puts in a delivery that is about this ticket, or begins one.</summary>
    /// <returns>What was given when the delivery tells nothing new, or nothing of a ticket.</returns>
    public static Ticket? Following(Ticket? known, DeliveryEvent delivery, IssueTexts? texts)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.JiraIssue is not { } issue || TicketEvent.From(delivery, texts) is not { } happened)
        {
            return known;
        }

        var next = (known ?? Of(delivery.Entity, issue)).With(happened, issue, texts);
        return next == known ? known : next;
    }
}
