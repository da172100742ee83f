using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Benchmarks.Week;

/// <summary>A delivery of the week as its provider sent it, and what the worker made of it.</summary>
internal sealed record WeekDelivery
{
    public required WebhookProvider Provider { get; init; }

    /// <summary>What the provider says beside the body.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>Paths are those of <see cref="Documents"/>.</summary>
    public required Outcome Outcome { get; init; }

    public IReadOnlyList<KnowledgeDocument> Documents { get; init; } = [];
}
