using Webhooks.Contracts.Entities;

namespace Webhooks.Workflows.Entities;

/// <summary>What one run of an entity's workflow hands to the next, and how it behaves. A first run gets none, or <see cref="EntityStart"/>.</summary>
public abstract record EntityCarry
{
    /// <summary>Digests of the delivery keys seen, oldest first, packed.</summary>
    public string? Seen { get; init; }

    /// <summary>Deliveries taken and not yet settled, in order of arrival, packed.</summary>
    public string? Pending { get; init; }

    /// <summary>Since when which of them, by delivery id, has been waiting for its predecessor.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? Held { get; init; }

    public EntityTotals Totals { get; init; } = new();

    /// <summary>Most recently settled, newest first.</summary>
    public IReadOnlyList<SettledDelivery> History { get; init; } = [];

    /// <inheritdoc cref="EntityStart.QuietPeriod"/>
    public TimeSpan QuietPeriod { get; init; } = EntityStart.DefaultQuietPeriod;

    /// <summary>How many delivery keys are remembered.</summary>
    public int SeenCapacity { get; init; } = SeenDeliveries.DefaultCapacity;

    /// <summary>Continue as new after this many deliveries, even if Temporal does not suggest it yet.</summary>
    public int DeliveriesARun { get; init; } = 1_000;
}
