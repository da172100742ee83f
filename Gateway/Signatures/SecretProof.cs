using System.Security.Cryptography;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Signatures;

/// <summary>What the holder of a secret makes of a message. As long as the span it is written to.</summary>
internal delegate void SecretProof(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> proof);

internal static class SecretProofs
{
    private const int LongestProof = HMACSHA512.HashSizeInBytes;

    /// <summary>
    /// The one place where secrets decide. Every secret is tried over the whole length, also after a match and also when it is not valid: how
    /// long it takes tells neither which one it was nor how far a guess was right.
    /// </summary>
    /// <returns>The secret that made the claimed proof and is valid now; the last one when several have the same bytes. Null: none.</returns>
    public static SourceSecret? FindProven(
        this IReadOnlyList<SourceSecret> secrets, SecretProof make, ReadOnlySpan<byte> message, ReadOnlySpan<byte> claimed, DateTimeOffset now)
    {
        Span<byte> buffer = stackalloc byte[LongestProof];
        var actual = buffer[..claimed.Length];
        var proven = -1;
        for (var i = 0; i < secrets.Count; i++)
        {
            make(secrets[i].Key, message, actual);
            var matches = CryptographicOperations.FixedTimeEquals(actual, claimed);
            var isValid = secrets[i].IsValidAt(now);

            // Without a branch: a wrongly foreseen one takes longer, which can be measured.
            var counts = -(Convert.ToInt32(matches) & Convert.ToInt32(isValid));
            proven = (i & counts) | (proven & ~counts);
        }

        return proven < 0 ? null : secrets[proven];
    }
}
