namespace Webhooks.Contracts.Jira;

/// <summary>What happened to an issue, its comments or its work log, as Jira Cloud and Data Center both tell it. No text of the issue.</summary>
public sealed record JiraIssueEvent
{
    /// <summary>Such as <c>jira:issue_updated</c> or <c>comment_created</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>Jira's finer word, such as <c>issue_assigned</c>. An open set; absent on deletion and on old servers.</summary>
    public string? EventType { get; init; }

    /// <summary>Host of the site; with a port and a context path when it has them.</summary>
    public required string Site { get; init; }

    /// <summary>Stays when the issue is moved to another project.</summary>
    public required long IssueId { get; init; }

    /// <summary>Such as <c>TES-41</c>, at the time of the event; a move changes it. Null when the event does not say.</summary>
    public string? Key { get; init; }

    /// <summary>Free text of whoever administers the site, in any language.</summary>
    public string? Status { get; init; }

    /// <summary><c>new</c>, <c>indeterminate</c>, <c>done</c> or <c>undefined</c>, in every language.</summary>
    public string? StatusCategory { get; init; }

    /// <summary>Account id on Cloud, user key on Data Center. Never a name or an address to write to.</summary>
    public string? Actor { get; init; }

    /// <summary>When it happened, to the millisecond. Null when the body has no readable time.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Grows with each change of the issue; only updates have one.</summary>
    public long? ChangelogId { get; init; }

    public long? CommentId { get; init; }

    public long? WorklogId { get; init; }

    /// <summary>Field ids in lower case (<c>status</c>, <c>customfield_10072</c>); where an old server gives no id, the field's name in lower case.</summary>
    public IReadOnlyList<string> ChangedFields { get; init; } = [];

    /// <summary>How often Jira had tried to deliver this before.</summary>
    public int Retry { get; init; }
}
