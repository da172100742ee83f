namespace Webhooks.Activities.Jira;

/// <summary>What can happen to a ticket.</summary>
public enum TicketEventKind
{
    Created,
    Changed,
    Deleted,
    CommentAdded,
    CommentChanged,
    CommentDeleted,
    WorkLogged,
}
