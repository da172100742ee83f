namespace Webhooks.Activities.Reports.Data;

/// <summary>A commit that was pushed within the window; each once, however often it was pushed. Texts are foreign.</summary>
public sealed record ReportCommit
{
    /// <summary><c>owner/name</c> at the time of the push.</summary>
    public required string Repository { get; init; }

    public required string Sha { get; init; }

    /// <summary>First line of the message.</summary>
    public required string Title { get; init; }

    /// <summary>Display name of the author.</summary>
    public required string Author { get; init; }

    /// <summary>When it was pushed: it counts for that day, whenever it was written.</summary>
    public required DateTimeOffset PushedAt { get; init; }

    /// <summary>Without <c>refs/heads/</c>; null where only the provider was asked.</summary>
    public string? Branch { get; init; }

    /// <summary>How many files it touches; null when not known.</summary>
    public int? Files { get; init; }

    public Uri? Link { get; init; }

    /// <summary>Its document in the knowledge base; null when it was not significant.</summary>
    public string? Document { get; init; }
}
