using System.IO.Compression;
using System.Text.Json;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Entities;

/// <summary>
/// Packs the deliveries that a run hands to its successor. A flooded entity can hold thousands, which as plain JSON would exceed the 2 MB
/// that an argument may have; they differ in little but hashes, so packed each takes about 200 bytes.
/// </summary>
internal static class PendingDeliveries
{
    public static string Pack(IReadOnlyCollection<DeliveryEvent> deliveries)
    {
        using var packed = new MemoryStream();
        using (var pressed = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(pressed, deliveries);
        }

        return Convert.ToBase64String(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    public static List<DeliveryEvent> Unpack(string packed)
    {
        using var pressed = new BrotliStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<DeliveryEvent>>(pressed) ?? [];
    }
}
