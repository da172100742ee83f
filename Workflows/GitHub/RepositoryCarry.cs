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

    /// <summary>How long a push waits for the one before it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a workflow that knows of a gap stays for it to close: as long as GitHub can be asked to send a delivery again.</summary>
    public TimeSpan GapPeriod { get; init; } = TimeSpan.FromDays(3);
}
