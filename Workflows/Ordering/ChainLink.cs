namespace Webhooks.Workflows.Ordering;

/// <summary>A change of something, named by the states before and after it.</summary>
internal sealed record ChainLink
{
    /// <summary>Null when this creates the thing.</summary>
    public required string? Before { get; init; }

    /// <summary>Null when this deletes the thing.</summary>
    public required string? After { get; init; }

    /// <summary>It may lead back to an earlier state, and what came before it does not matter for handling it.</summary>
    public bool Resets { get; init; }
}
