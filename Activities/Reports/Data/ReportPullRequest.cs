namespace Webhooks.Activities.Reports.Data;

/// <summary>A pull request of which something was heard within the window. Texts are foreign.</summary>
public sealed record ReportPullRequest
{
    public required string Repository { get; init; }

    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Login.</summary>
    public required string Author { get; init; }

    public required bool IsMerged { get; init; }

    /// <summary>Closed without merging.</summary>
    public required bool IsClosed { get; init; }

    public required DateTimeOffset At { get; init; }

    public int? Additions { get; init; }

    public int? Deletions { get; init; }

    public Uri? Link { get; init; }

    public string? Document { get; init; }
}
