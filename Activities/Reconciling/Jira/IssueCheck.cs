namespace Webhooks.Activities.Reconciling.Jira;

/// <summary>Which changes of an issue to look for in the ledger.</summary>
public sealed record IssueCheck
{
    public required string Source { get; init; }

    public required string IssueId { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Later changes may still be on their way.</summary>
    public required DateTimeOffset Until { get; init; }
}
