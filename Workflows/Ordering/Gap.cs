using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Ordering;

/// <summary>A delivery was handled although the one before it had not arrived.</summary>
public sealed record Gap
{
    /// <summary>The state that the missing delivery ends in.</summary>
    public required string Missing { get; init; }

    /// <summary>Handled behind the gap; what was written of it is put right when the gap is closed.</summary>
    public required DeliveryEvent Delivery { get; init; }

    public required DateTimeOffset Since { get; init; }
}
