using Webhooks.Contracts.Deliveries;

namespace Webhooks.Gateway.Storing;

/// <summary>A delivery that is durable: by this request, or already by an earlier one.</summary>
internal sealed record Acceptance
{
    public required string DeliveryId { get; init; }

    public required bool IsDuplicate { get; init; }

    /// <summary>Of the first delivery, also when this one said otherwise.</summary>
    public required string? Entity { get; init; }

    public required string? WorkflowId { get; init; }

    public required DeliveryState State { get; init; }
}
