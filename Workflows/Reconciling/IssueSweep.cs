namespace Webhooks.Workflows.Reconciling;

/// <summary>How far a run has gone through the issues that changed.</summary>
public sealed record IssueSweep
{
    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset Until { get; init; }

    /// <summary>What the search says instead of a time: the same for all its pages.</summary>
    public required long Minutes { get; init; }

    public string? PageToken { get; init; }

    /// <summary>An issue had more changes than were posted, or could not be looked at now; the next run looks again.</summary>
    public bool HasMore { get; init; }
}
