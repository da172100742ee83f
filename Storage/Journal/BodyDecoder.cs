using System.IO.Compression;

namespace Webhooks.Storage.Journal;

/// <summary>Turns stored bodies back into what was received.</summary>
internal sealed class BodyDecoder(IReadOnlyList<JournalKey> keys)
{
    /// <param name="stored">Overwritten.</param>
    /// <param name="form">How it is stored.</param>
    /// <param name="deliveryId">32 hex digits.</param>
    /// <param name="sha256">Of the raw body, 64 hex digits.</param>
    /// <param name="place">For messages.</param>
    /// <exception cref="JournalKeyException">The key is missing or another one.</exception>
    /// <exception cref="PayloadDamagedException">It does not unpack to the recorded length.</exception>
    public byte[] Decode(byte[] stored, BodyForm form, string deliveryId, string sha256, string place)
    {
        Memory<byte> bytes = stored;
        if (form.KeyId is { } keyId)
        {
            var key = keys.FirstOrDefault(key => key.Id == keyId)
                ?? throw new JournalKeyException($"The body at {place} is encrypted with key '{keyId}', which is not configured.", keyId);
            bytes = BodySealer.Open(bytes, key, form, Convert.FromHexString(deliveryId), Convert.FromHexString(sha256))
                ?? throw new JournalKeyException(
                    $"The body at {place} cannot be decrypted with key '{keyId}': another value is configured under that id, or the record was forged.", keyId);
        }

        if (!form.IsCompressed)
        {
            return bytes.Length == stored.Length ? stored : bytes.ToArray();
        }

        // The buffer is the bound: whatever the bytes unpack to, more than was recorded is refused.
        var body = GC.AllocateUninitializedArray<byte>(form.Length);
        return BrotliDecoder.TryDecompress(bytes.Span, body, out var written) && written == form.Length
            ? body
            : throw new PayloadDamagedException($"The body at {place} does not unpack to its {form.Length} bytes.");
    }
}
