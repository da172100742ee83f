using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Storage.Journal;

/// <summary>
/// AES-256-GCM over a stored body: 16 bytes of salt, 8 bytes of counter, ciphertext, 16 bytes of tag. The key of the records is derived from
/// the configured one and the salt, which each opened journal draws anew; under it the counter never repeats, however many deliveries there are.
/// Delivery id, SHA-256, length and form are authenticated, so that a body cannot be moved to another record.
/// </summary>
internal sealed class BodySealer
{
    public const int Overhead = SaltSize + CounterSize + TagSize;
    private const int SaltSize = 16;
    private const int CounterSize = sizeof(ulong);
    private const int TagSize = 16;
    private const int NonceSize = 12;

    private readonly string _keyId;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(SaltSize);
    private readonly byte[] _key;
    private ulong _counter;

    public BodySealer(JournalKey key) => (_keyId, _key) = (key.Id, Derive(key, _salt));

    /// <param name="body">Raw.</param>
    /// <param name="compressed">The same body compressed; null when that does not pay.</param>
    /// <param name="deliveryId">16 bytes.</param>
    /// <param name="sha256">Of the raw body.</param>
    public EncodedBody Seal(ReadOnlyMemory<byte> body, EncodedBody? compressed, ReadOnlySpan<byte> deliveryId, ReadOnlySpan<byte> sha256)
    {
        var form = new BodyForm(body.Length, compressed is not null, _keyId);
        var length = compressed?.Length ?? body.Length;
        var encoded = new EncodedBody { Form = form };
        var sealedBody = encoded.Rent(length + Overhead).AsMemory(0, length + Overhead);
        var bytes = sealedBody.Span;
        _salt.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[SaltSize..], Interlocked.Increment(ref _counter));
        var content = bytes.Slice(SaltSize + CounterSize, length);
        if (compressed is null)
        {
            body.Span.CopyTo(content);
        }
        else
        {
            compressed.CopyTo(content);
        }

        Span<byte> nonce = stackalloc byte[NonceSize];
        nonce.Clear();
        bytes.Slice(SaltSize, CounterSize).CopyTo(nonce);

        // One for each call: an instance must not be shared between threads.
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, content, content, bytes[^TagSize..], Context(form, deliveryId, sha256));
        encoded.Add(sealedBody);
        return encoded;
    }

    /// <summary>Decrypts in place.</summary>
    /// <returns>The stored body, compressed or raw; null when the key is not the one, or the bytes are not what was written.</returns>
    public static Memory<byte>? Open(Memory<byte> sealedBody, JournalKey key, BodyForm form, ReadOnlySpan<byte> deliveryId, ReadOnlySpan<byte> sha256)
    {
        if (sealedBody.Length < Overhead)
        {
            return null;
        }

        var bytes = sealedBody.Span;
        var content = sealedBody[(SaltSize + CounterSize)..^TagSize];
        Span<byte> nonce = stackalloc byte[NonceSize];
        nonce.Clear();
        bytes.Slice(SaltSize, CounterSize).CopyTo(nonce);
        using var aes = new AesGcm(Derive(key, bytes[..SaltSize]), TagSize);
        try
        {
            aes.Decrypt(nonce, content.Span, bytes[^TagSize..], content.Span, Context(form, deliveryId, sha256));
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Derive(JournalKey key, ReadOnlySpan<byte> salt)
    {
        var derived = new byte[JournalKey.Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Value, derived, salt, "delivery journal body 1"u8);
        return derived;
    }

    private static byte[] Context(BodyForm form, ReadOnlySpan<byte> deliveryId, ReadOnlySpan<byte> sha256)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, form.Length);
        return [.. deliveryId, .. sha256, .. length, form.IsCompressed ? (byte)1 : (byte)0, .. Encoding.ASCII.GetBytes(form.KeyId ?? "")];
    }
}
