namespace Webhooks.Activities.Azure;

/// <summary>Which costs to read.</summary>
public sealed record DailyCostQuestion
{
    /// <summary>UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Included.</summary>
    public required DateOnly To { get; init; }
}
