using Webhooks.Activities.Commits;
using Webhooks.Contracts.Identities;

namespace Webhooks.Activities.GitHub;

/// <summary>A commit as a push payload tells it, and GitHub when it is asked, cut to bounds. Every text is foreign.</summary>
public sealed record PushedCommit
{
    public required string Sha { get; init; }

    public required string Message { get; init; }

    public required DateTimeOffset? Timestamp { get; init; }

    public required PushedPerson Author { get; init; }

    public required PushedPerson Committer { get; init; }

    /// <summary>Looked at and not passed on.</summary>
    public string? AuthorEmail { get; init; }

    public required IReadOnlyList<string> Added { get; init; }

    public required IReadOnlyList<string> Modified { get; init; }

    public required IReadOnlyList<string> Removed { get; init; }

    /// <summary>What GitHub told beyond the push; null when it was not asked, or did not tell.</summary>
    public CommitDetails? Details { get; init; }

    /// <summary>Why GitHub told nothing more although it was asked: an error type. Null when it told, or was not asked.</summary>
    public string? NotEnriched { get; init; }

    /// <summary>Whoever wrote it; not whoever committed it, who may have done no more than carry it over.</summary>
    public ChangeOrigin Origin() => new() { Logins = [Author.Username], Emails = [AuthorEmail], Texts = [Message] };
}

/// <param name="Name">Free text; empty when the payload has none.</param>
/// <param name="Username">GitHub login; null when the e-mail address belongs to no account.</param>
public sealed record PushedPerson(string Name, string? Username);
