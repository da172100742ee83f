using System.IO.Compression;
using System.Text.Json;

namespace Webhooks.Workflows.Entities;

/// <summary>Packs what a run hands to its successor, because an argument has at most 2 MB.</summary>
internal static class PackedJson
{
    public static string Pack<T>(T value)
    {
        using var packed = new MemoryStream();
        using (var pressed = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(pressed, value);
        }

        return Convert.ToBase64String(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    public static T Unpack<T>(string packed)
        where T : new()
    {
        using var pressed = new BrotliStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(pressed) ?? new T();
    }
}
