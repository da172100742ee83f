using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Forwarding;

/// <summary>The deliveries of one entity that wait for their signal, in order of acceptance. At most one of them is under way.</summary>
internal sealed class EntityLane(string entity)
{
    public string Entity { get; } = entity;

    /// <summary>The next ones; never more than a lane may hold.</summary>
    public Queue<DeliveryRecord> Rows { get; } = new();

    /// <summary>Every pending row of the entity up to this sequence is in <see cref="Rows"/> or has been signalled.</summary>
    public long Last { get; set; }

    /// <summary>The ledger has more behind <see cref="Last"/>.</summary>
    public bool HasMore { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; set; }

    /// <summary>How often in a row Temporal has called the first row's call wrong.</summary>
    public int Refusals { get; set; }

    public LaneState State { get; set; }
}
