namespace Webhooks.Activities.Azure;

/// <summary>Costs of the configured subscriptions by day and service.</summary>
public sealed record DailyCosts
{
    /// <summary>False when no Azure is configured: then nothing is known, which is not the same as no costs.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>By day, then what cost most first. Subscriptions are added up; currencies are not.</summary>
    public IReadOnlyList<DailyCost> Costs { get; init; } = [];
}
