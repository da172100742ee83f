namespace Webhooks.Activities.Azure;

/// <summary>What one service cost on one day.</summary>
public sealed record DailyCost
{
    /// <summary>UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Azure's name of the service, such as <c>Storage</c>.</summary>
    public required string Service { get; init; }

    /// <summary>In <see cref="Currency"/>, before tax.</summary>
    public required decimal Cost { get; init; }

    /// <summary>ISO 4217, such as <c>EUR</c>.</summary>
    public required string Currency { get; init; }
}
