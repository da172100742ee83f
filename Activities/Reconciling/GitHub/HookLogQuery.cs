namespace Webhooks.Activities.Reconciling.GitHub;

/// <summary>Which page of a log to compare with the ledger.</summary>
public sealed record HookLogQuery
{
    public required string Source { get; init; }

    /// <summary>Null for the newest page.</summary>
    public string? Cursor { get; init; }

    /// <summary>Older attempts do not count, and end the log.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Newer attempts do not count yet: they may still be on their way into the ledger.</summary>
    public required DateTimeOffset Before { get; init; }
}
