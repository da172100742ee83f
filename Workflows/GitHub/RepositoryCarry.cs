using Webhooks.Contracts.Entities;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.GitHub;

/// <summary>What one run of a repository's workflow hands to the next.</summary>
public sealed record RepositoryCarry : EntityCarry
{
    /// <summary>What has been seen of each branch, packed.</summary>
    public string? Chains { get; init; }

    /// <summary>Digests of the pushes seen, oldest first, packed; the same push comes twice when two hooks are set up.</summary>
    public string? KnownPushes { get; init; }

    public int GapsMarked { get; init; }

    public int GapsClosed { get; init; }

    /// <summary>Where the branches stood before the first run is in <see cref="Chains"/>.</summary>
    public bool IsRecalled { get; init; }

    /// <inheritdoc cref="EntityStart.Patience"/>
    public TimeSpan Patience { get; init; } = EntityStart.DefaultPatience;

    /// <inheritdoc cref="EntityStart.GapPeriod"/>
    public TimeSpan GapPeriod { get; init; } = EntityStart.DefaultGapPeriod;
}
