using Webhooks.Contracts.Deliveries;

namespace Webhooks.Activities.GitHub;

/// <summary>One commit of one push, and where its payload is: small, so that a push of two thousand commits fits a workflow's history.</summary>
public sealed record CommitReference
{
    /// <summary>Entity id text of the repository, tenant included.</summary>
    public required string Entity { get; init; }

    public required long RepositoryId { get; init; }

    public required string Owner { get; init; }

    public required string Repository { get; init; }

    /// <summary>Full ref that was pushed.</summary>
    public required string Ref { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Sha { get; init; }

    public required PayloadReference Payload { get; init; }

    /// <summary>The hash up to which the push before this one should have led, when that had not arrived; null when nothing is missing.</summary>
    public string? MissingBefore { get; init; }

    /// <summary>
    /// Made of the repository's number and the commit's hash alone, so that the same commit has the same key in whichever delivery it comes.
    /// It is the key of the document and the id of the workflow that handles the commit.
    /// </summary>
    public string Key() => KeyOf(Entity, Sha);

    public static string KeyOf(string entity, string sha) => $"{entity}/commit/{sha}";
}
