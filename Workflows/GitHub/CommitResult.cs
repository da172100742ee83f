namespace Webhooks.Workflows.GitHub;

/// <summary>What became of a commit: a document, or the rule by which it got none.</summary>
public sealed record CommitResult
{
    public string? Document { get; init; }

    public string? Rule { get; init; }
}
