using System.Buffers;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Replaying;

/// <summary>Ids of deliveries, 16 bytes each, and the first few deliveries themselves.</summary>
internal sealed class SelectedDeliveries
{
    private const int IdBytes = 16;

    private readonly ArrayBufferWriter<byte> ids = new();
    private readonly List<DeliveryRecord> first = [];

    public int Count => ids.WrittenCount / IdBytes;

    public IReadOnlyList<DeliveryRecord> First => first;

    public static string IdAt(byte[] packed, int index) => Convert.ToHexStringLower(packed.AsSpan(index * IdBytes, IdBytes));

    public byte[] Pack() => ids.WrittenSpan.ToArray();

    public void Add(DeliveryRecord record)
    {
        ids.Write(Convert.FromHexString(record.DeliveryId));
        if (first.Count < ReplayDocument.MostNamed)
        {
            first.Add(record);
        }
    }
}
