namespace Webhooks.Workflows.Ordering;

/// <summary>What one more link did to the gaps of a chain.</summary>
internal sealed record ChainChange
{
    public static ChainChange None { get; } = new();

    /// <summary>Its predecessor is missing.</summary>
    public Gap? Opened { get; init; }

    /// <summary>It is the predecessor that was missed, or shows that none was.</summary>
    public Gap? Closed { get; init; }
}
