using System.Globalization;
using System.Text;
using Webhooks.Activities.Jira;

namespace Webhooks.Activities.Documentation;

/// <summary>Writes the summary of a ticket that has been done: what it was, how it ended, what happened and where to look further.</summary>
public static class TicketTemplate
{
    public const string Kind = "ticket";

    public static GeneratedDocument Write(Ticket ticket, Wording? wording = null)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        wording ??= Wording.ByTemplate;
        var story = TicketStory.Of(ticket);
        var title = Title(ticket);
        var markdown = new StringBuilder();
        markdown.Append(wording.Header(Header(ticket, story, title))).Append('\n');
        markdown.Append("# ").Append(MarkdownText.Inline(title)).Append("\n\n");
        if (ticket.DeletedAt is { } deleted)
        {
            markdown.Append("> **Deleted** in Jira on ").Append(MomentText.Reading(deleted)).Append(".\n\n");
        }

        markdown.Append(Lead(ticket, story)).Append("\n\n");
        wording.Write(markdown);
        Asked(markdown, ticket);
        Facts(markdown, ticket);
        TicketTimeline.Write(markdown, ticket.Timeline);
        var properties = Properties(ticket, story);
        wording.Put(properties);
        return new GeneratedDocument
        {
            Key = $"{ticket.Entity}/summary",
            Path = DocumentPath.ForTicket(ticket),
            AlternativePath = DocumentPath.ForTicket(ticket),
            Kind = Kind,
            Title = PlainText.Line(title),
            Markdown = markdown.ToString().TrimEnd('\n') + "\n",
            Properties = properties,
        };
    }

    private static string Title(Ticket ticket) =>
        ticket.Summary is { Value: var summary } ? $"{Name(ticket)}: {PlainText.Line(summary)}" : Name(ticket);

    private static string Name(Ticket ticket) => ticket.Key?.Value ?? $"Ticket {ticket.IssueId.ToString(CultureInfo.InvariantCulture)}";

    private static FrontMatter Header(Ticket ticket, TicketStory story, string title) => new FrontMatter()
        .Add("kind", Kind)
        .Add("title", title)
        .Add("site", ticket.Site)
        .Add("issue_id", ticket.IssueId)
        .Add("key", ticket.Key?.Value)
        .Add("type", ticket.Type?.Value)
        .Add("priority", ticket.Priority?.Value)
        .Add("status", ticket.Status?.Value)
        .Add("done", ticket.IsDone)
        .Add("date", story.Completion is { } completion ? MomentText.Sortable(completion.Moment.At) : null)
        .Add("times_reopened", story.TimesReopened)
        .Add("assignee", ticket.Assignee?.Value)
        .Add("deleted", ticket.DeletedAt is not null);

    private static Dictionary<string, string> Properties(Ticket ticket, TicketStory story) => new(StringComparer.Ordinal)
    {
        ["site"] = PlainText.Line(ticket.Site),
        ["issue_id"] = ticket.IssueId.ToString(CultureInfo.InvariantCulture),
        ["key"] = PlainText.Line(ticket.Key?.Value ?? ""),
        ["status"] = PlainText.Line(ticket.Status?.Value ?? ""),
        ["done"] = ticket.IsDone ? "true" : "false",
        ["deleted"] = ticket.DeletedAt is null ? "false" : "true",
        ["assignee"] = PlainText.Line(ticket.Assignee?.Value ?? ""),
        ["date"] = story.Completion is { } completion ? MomentText.Sortable(completion.Moment.At) : "",
    };

    private static string Lead(Ticket ticket, TicketStory story)
    {
        var status = MarkdownText.Inline(ticket.Status?.Value ?? "unknown");
        if (ticket.IsDone)
        {
            return story.Completion is { } completion
                ? $"Completed as **{status}** on {MomentText.Reading(completion.Moment.At)}{By(completion)}.{Reopened(story.TimesReopened)}"
                : $"Completed as **{status}**.{Reopened(story.TimesReopened)}";
        }

        return story.Reopening is { } reopening
            ? $"Reopened as **{status}** on {MomentText.Reading(reopening.Moment.At)}{By(reopening)}, after it had been completed."
            : $"Open again as **{status}**, after it had been completed.";
    }

    private static string By(TicketEvent happened) => happened.By is { } name ? $" by {MarkdownText.Inline(name)}" : "";

    private static string Reopened(int times) => times switch
    {
        0 => "",
        1 => " It had been reopened once.",
        _ => $" It had been reopened {times.ToString(CultureInfo.InvariantCulture)} times.",
    };

    private static void Asked(StringBuilder markdown, Ticket ticket)
    {
        if (ticket.Description is { Value: var description } && CommitProse.Markdown(description) is { Length: > 0 } prose)
        {
            markdown.Append("## What was asked for\n\n").Append(prose).Append("\n\n");
        }
    }

    private static void Facts(StringBuilder markdown, Ticket ticket)
    {
        markdown.Append("## Ticket\n\n");
        var name = MarkdownText.Inline(Name(ticket));
        markdown.Append("- Ticket: ").Append(TicketPage.Of(ticket) is { } page ? $"[{name}]({page})" : name).Append('\n');
        Fact(markdown, "Type", ticket.Type?.Value);
        Fact(markdown, "Priority", ticket.Priority?.Value);
        Fact(markdown, "Assignee", ticket.Assignee is { Value: "" } ? "nobody" : ticket.Assignee?.Value);
        markdown.Append('\n');
    }

    private static void Fact(StringBuilder markdown, string label, string? value)
    {
        if (value is not null)
        {
            markdown.Append("- ").Append(label).Append(": ").Append(MarkdownText.Inline(value)).Append('\n');
        }
    }
}
