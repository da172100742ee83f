namespace Webhooks.Activities.Azure;

/// <summary>What to ask Azure about.</summary>
public sealed record ChangeQuestion
{
    /// <summary>Azure Resource Manager id of the resource or deployment; foreign text.</summary>
    public required string ResourceId { get; init; }

    public required string CorrelationId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Nobody asks again: what is known now is all.</summary>
    public bool IsLast { get; init; }
}
