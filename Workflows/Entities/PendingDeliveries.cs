using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Entities;

/// <summary>
/// Packs the deliveries that a run hands to its successor. A flooded entity can hold thousands; they differ in little but hashes, so packed
/// each takes about 200 bytes.
/// </summary>
internal static class PendingDeliveries
{
    public static string Pack(IReadOnlyCollection<DeliveryEvent> deliveries) => PackedJson.Pack(deliveries);

    public static List<DeliveryEvent> Unpack(string packed) => PackedJson.Unpack<List<DeliveryEvent>>(packed);
}
