namespace Webhooks.Storage.Knowledge.Search;

/// <summary>Which documents are looked for; what is null does not matter.</summary>
public sealed record KnowledgeQuery
{
    public const int MaximumLimit = 100;

    /// <summary>Words that must all be there. <c>word*</c> looks for the beginning of a word; nothing else has a meaning of its own.</summary>
    public required string Text { get; init; }

    public string? Kind { get; init; }

    /// <summary><c>owner/name</c>, whatever its case.</summary>
    public string? Repository { get; init; }

    /// <summary>About something that happened at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>About something that happened before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>1 to <see cref="MaximumLimit"/>.</summary>
    public int Limit { get; init; } = 20;
}
