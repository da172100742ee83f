using Webhooks.Workflows.Ordering;

namespace Webhooks.Workflows.Entities;

/// <summary>Answer to query <c>state</c>.</summary>
public sealed record EntityState
{
    /// <summary>Id of the delivery in work, or null.</summary>
    public string? Current { get; init; }

    /// <summary>Taken and waiting behind it.</summary>
    public required int Waiting { get; init; }

    /// <summary>Those of them that wait for their predecessor.</summary>
    public int Held { get; init; }

    /// <summary>Delivery keys remembered.</summary>
    public required int Seen { get; init; }

    public required EntityTotals Totals { get; init; }

    /// <summary>Null where the order of deliveries is not checked.</summary>
    public OrderState? Order { get; init; }
}
