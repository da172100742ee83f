namespace Webhooks.Activities.Azure;

/// <summary>What the surroundings of a change cost lately: not what the change costs, which nobody knows yet.</summary>
public sealed record CostHint
{
    /// <summary>The resource group; null when it is the whole subscription.</summary>
    public string? Group { get; init; }

    /// <summary>How many days are added up.</summary>
    public required int Days { get; init; }

    /// <summary>The last of them.</summary>
    public required DateOnly Until { get; init; }

    public required decimal Total { get; init; }

    public required string Currency { get; init; }

    /// <summary>What cost most, most first.</summary>
    public IReadOnlyList<ServiceCost> Services { get; init; } = [];
}

public sealed record ServiceCost(string Service, decimal Cost);
