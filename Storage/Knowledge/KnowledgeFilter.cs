namespace Webhooks.Storage.Knowledge;

/// <summary>Which documents; what is null does not matter. Ordered by path.</summary>
public sealed record KnowledgeFilter
{
    public const int MaximumLimit = 500;

    public string? Kind { get; init; }

    /// <summary>A folder such as <c>github/octo</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>Only documents behind this path: the last one of the page before.</summary>
    public string? After { get; init; }

    /// <summary>1 to <see cref="MaximumLimit"/>; does not matter for a count.</summary>
    public int Limit { get; init; } = 50;
}
