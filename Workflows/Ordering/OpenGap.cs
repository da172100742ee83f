namespace Webhooks.Workflows.Ordering;

/// <summary>Something is missing before a delivery that was handled.</summary>
public sealed record OpenGap
{
    /// <summary>What the deliveries are about, such as <c>refs/heads/main</c>.</summary>
    public required string Chain { get; init; }

    /// <summary>The state that the missing delivery ends in, such as a commit's hash.</summary>
    public required string Missing { get; init; }

    /// <summary>The delivery behind the gap.</summary>
    public required string DeliveryId { get; init; }

    public required DateTimeOffset Since { get; init; }
}
