using System.Text;
using Webhooks.Activities.Jira;
using Webhooks.Activities.Timelines;

namespace Webhooks.Activities.Documentation;

/// <summary>The section that says what happened to a ticket, oldest first.</summary>
internal static class TicketTimeline
{
    public static void Write(StringBuilder markdown, Timeline<TicketEvent> timeline)
    {
        markdown.Append("## What happened\n\n");
        if (timeline.IsCut)
        {
            markdown.Append("_Earlier events are left out._\n\n");
        }

        foreach (var happened in timeline.Entries)
        {
            markdown.Append("- ").Append(MomentText.Reading(happened.Moment.At)).Append(": ").Append(What(happened));
            markdown.Append(happened.By is { } name ? $", by {MarkdownText.Inline(name)}" : "").Append('\n');
        }
    }

    private static string What(TicketEvent happened) => happened.Kind switch
    {
        TicketEventKind.Created => "created",
        TicketEventKind.Changed => happened.Changes.Count == 0 ? "changed" : string.Join("; ", happened.Changes.Select(Change)),
        TicketEventKind.Deleted => "deleted",
        TicketEventKind.CommentAdded => "commented on",
        TicketEventKind.CommentChanged => "a comment was changed",
        TicketEventKind.CommentDeleted => "a comment was deleted",
        TicketEventKind.WorkLogged => "work log changed",
    };

    private static string Change(FieldChange change)
    {
        var field = MarkdownText.Inline(change.Field);
        return (change.From, change.To) switch
        {
            (null, null) => $"{field} changed",
            (null, { } to) => $"{field} set to {MarkdownText.Inline(to)}",
            ({ } from, null) => $"{field} taken away, was {MarkdownText.Inline(from)}",
            var (from, to) => $"{field} changed from {MarkdownText.Inline(from)} to {MarkdownText.Inline(to)}",
        };
    }
}
