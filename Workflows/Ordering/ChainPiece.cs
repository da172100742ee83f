namespace Webhooks.Workflows.Ordering;

/// <summary>An unbroken stretch of a chain: each change in it begins where the one before it ended.</summary>
public sealed record ChainPiece
{
    /// <summary>Null when nothing can come before it: the thing was created.</summary>
    public string? Start { get; init; }

    /// <summary>Null when nothing can come behind it: the thing was deleted.</summary>
    public string? End { get; init; }

    /// <summary>Null for the piece that the chain began with.</summary>
    public Gap? Gap { get; init; }
}
