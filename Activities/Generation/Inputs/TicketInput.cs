using System.Globalization;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Jira;

namespace Webhooks.Activities.Generation.Inputs;

/// <summary>What a model is told about a ticket.</summary>
internal static class TicketInput
{
    public static PromptInput Of(Ticket ticket)
    {
        var story = TicketStory.Of(ticket);
        return new PromptInput
        {
            Parts =
            [
                new("ticket", ticket.Key?.Value ?? ticket.IssueId.ToString(CultureInfo.InvariantCulture)),
                new("summary", ticket.Summary?.Value ?? ""),
                new("status", ticket.Status?.Value ?? ""),
                new("done", ticket.IsDone ? "yes" : "no, it was reopened"),
                new("completed", story.Completion is { } completion ? MomentText.Reading(completion.Moment.At) : ""),
                new("times reopened", story.TimesReopened.ToString(CultureInfo.InvariantCulture)),
                new("deleted", ticket.DeletedAt is { } deleted ? MomentText.Reading(deleted) : ""),
                new("type", ticket.Type?.Value ?? ""),
                new("priority", ticket.Priority?.Value ?? ""),
                new("assignee", ticket.Assignee?.Value ?? ""),
                // The newest are the first to be kept.
                new("what happened, newest first", string.Join('\n', ticket.Timeline.Entries.Reverse().Select(Line))),
            ],
        };
    }

    private static string Line(TicketEvent happened)
    {
        var changes = string.Join("; ", happened.Changes.Select(change => $"{change.Field} from {change.From ?? "nothing"} to {change.To ?? "nothing"}"));
        return $"{MomentText.Reading(happened.Moment.At)}: {happened.Kind}{(changes.Length > 0 ? $" ({changes})" : "")}{(happened.By is { } name ? $" by {name}" : "")}";
    }
}
