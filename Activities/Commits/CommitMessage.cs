namespace Webhooks.Activities.Commits;

/// <summary>A commit message taken apart. Foreign text throughout.</summary>
public sealed record CommitMessage
{
    /// <summary>First line, without its conventional prefix.</summary>
    public required string Subject { get; init; }

    /// <summary>Conventional commit type in lower case, such as <c>feat</c>; null when the message has none.</summary>
    public string? Type { get; init; }

    public string? Scope { get; init; }

    public bool Breaking { get; init; }

    /// <summary>The text behind <c>BREAKING CHANGE:</c>.</summary>
    public string? BreakingNote { get; init; }

    /// <summary>What stands between the subject and the trailers.</summary>
    public required string Body { get; init; }

    /// <summary>How many characters of the body were cut off.</summary>
    public int BodyCut { get; init; }

    /// <summary><c>#12</c>, <c>octo/hello#12</c> and <c>ABC-34</c>, in order of appearance.</summary>
    public IReadOnlyList<string> Issues { get; init; } = [];

    /// <summary>Names only: e-mail addresses stay where they are.</summary>
    public IReadOnlyList<string> CoAuthors { get; init; } = [];
}
