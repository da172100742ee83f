using Webhooks.Contracts;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Json;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Jira;

/// <summary>One row of the table that says what Jira's events are about and what becomes of them.</summary>
/// <param name="Prefix">Of the event's name; the first row that fits counts.</param>
/// <param name="Handling">Where a handler is added: <c>Handling.By(WorkflowNames.…)</c>.</param>
/// <param name="Kind">Of the entity.</param>
/// <param name="IdOf">Finds the entity's id. Null when the event does not say.</param>
internal sealed record JiraEvent(string Prefix, Handling Handling, string Kind, Func<JsonFields, long?> IdOf)
{
    private const string Issue = "issue";

    private static readonly Handling Ticket = Handling.By(WorkflowNames.JiraTicketHandler);

    private static readonly JiraEvent[] Table =
    [
        new("jira:issue_", Ticket, Issue, JiraFields.IssueId),
        new("comment_", Ticket, Issue, JiraFields.IssueId),
        new("jira:worklog_", Ticket, Issue, JiraFields.IssueId),
        new("worklog_", Ticket, Issue, JiraFields.IssueId),
        new("issuelink_", Handling.Unsupported, Issue, fields => fields.Id("issueLink.sourceIssueId")),
        new("project_", Handling.Unsupported, "project", fields => fields.Id("project.id")),
        new("jira:version_", Handling.Unsupported, "version", fields => fields.Id("version.id")),
        new("sprint_", Handling.Unsupported, "sprint", fields => fields.Id("sprint.id")),
        new("board_", Handling.Unsupported, "board", fields => fields.Id("board.id")),
    ];

    private static readonly JiraEvent Other = new("", Handling.Unsupported, Issue, JiraFields.IssueId);

    /// <summary>Its facts are kept, and an id is required.</summary>
    public bool IsAboutIssue => Handling != Handling.Unsupported;

    public static JiraEvent Of(string name) => Array.Find(Table, row => name.StartsWith(row.Prefix, StringComparison.Ordinal)) ?? Other;

    public EntityId? Entity(string? tenant, string? site, JsonFields fields) =>
        site is not null && IdOf(fields) is { } id ? EntityId.Jira(tenant, Kind, site, id) : null;
}
