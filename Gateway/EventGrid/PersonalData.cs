using System.Buffers;
using System.Text.Json;

namespace Webhooks.Gateway.EventGrid;

/// <summary>
/// Takes personal data out of JSON before it is stored: the value of a property that names a person, an address or a token's claims, at
/// any depth, becomes <c>"redacted"</c>. Every other byte stays as it was received.
/// </summary>
internal static class PersonalData
{
    private const int LongestName = 32;

    /// <summary>Depth costs the reader one bit; a poisoned event must not keep those beside it from being read.</summary>
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    private static readonly string[] Names = ["claims", "caller", "callerIpAddress", "clientIpAddress", "principalId", "actor", "addr"];

    private static ReadOnlySpan<byte> Replacement => "\"redacted\""u8;

    /// <param name="json">One JSON value.</param>
    /// <returns>The same memory when there was nothing to take out. Of broken JSON only what stands before the fault: what cannot be read cannot be searched.</returns>
    public static ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> json)
    {
        var kept = new ArrayBufferWriter<byte>();
        var from = 0;
        var reader = new Utf8JsonReader(json.Span, AnyDepth);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !IsPersonal(ref reader))
                {
                    continue;
                }

                kept.Write(json.Span[from..(int)reader.BytesConsumed]);
                kept.Write(Replacement);
                from = json.Length;
                reader.Read();
                reader.Skip();
                from = (int)reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            var until = Math.Max(from, (int)reader.BytesConsumed);
            kept.Write(json.Span[from..Math.Min(until, json.Length)]);
            return kept.WrittenMemory;
        }

        if (from == 0)
        {
            return json;
        }

        kept.Write(json.Span[from..]);
        return kept.WrittenMemory;
    }

    private static bool IsPersonal(ref Utf8JsonReader reader)
    {
        // Escapes make a name longer, six bytes for a letter at most.
        if (reader.ValueSpan.Length > LongestName * 6)
        {
            return false;
        }

        Span<char> name = stackalloc char[LongestName * 6];
        try
        {
            name = name[..reader.CopyString(name)];
        }
        catch (InvalidOperationException)
        {
            // Not Unicode, so none of the names.
            return false;
        }

        foreach (var personal in Names)
        {
            if (name.Equals(personal, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
