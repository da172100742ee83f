namespace Webhooks.Workflows.Ordering;

/// <summary>What a query is told about the order of an entity's deliveries.</summary>
public sealed record OrderState
{
    /// <summary>Open ones, those that may still be closed.</summary>
    public required IReadOnlyList<OpenGap> Gaps { get; init; }

    /// <summary>How often a delivery was handled although its predecessor was missing, over all continued runs.</summary>
    public required int GapsMarked { get; init; }

    /// <summary>How many of these turned out to be late and not lost.</summary>
    public required int GapsClosed { get; init; }
}
