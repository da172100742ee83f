using System.Text.Json.Serialization;

namespace Webhooks.Gateway.Receiving;

/// <summary>What a provider, or whoever tries it by hand, is told about an accepted delivery.</summary>
internal sealed record DeliveryAnswer
{
    public required string DeliveryId { get; init; }

    public required string? Entity { get; init; }

    /// <summary>Null when no workflow handles it.</summary>
    public required string? WorkflowId { get; init; }

    /// <summary><c>accepted</c>, <c>signalled</c> or <c>settled</c>.</summary>
    public required string State { get; init; }

    /// <summary>Where to ask for the outcome.</summary>
    public required string Outcome { get; init; }

    /// <summary>Present, and true, when the delivery was known already.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Duplicate { get; init; }
}
