using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Entities;

/// <summary>A line of the answer to query <c>history</c>.</summary>
public sealed record SettledDelivery
{
    public required string DeliveryId { get; init; }

    public required string EventName { get; init; }

    public required OutcomeKind Outcome { get; init; }

    public string? Reason { get; init; }

    /// <summary>How many documents it produced.</summary>
    public required int Artefacts { get; init; }

    public required DateTimeOffset At { get; init; }
}
