using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.GitHub;

/// <summary>
/// <c>X-Hub-Signature-256: sha256={64 hex digits}</c>, HMAC-SHA256 of the raw body. Hex digits count in either case: they name the same
/// 32 bytes. The prefix is lower case, as GitHub writes it.
/// </summary>
internal static class GitHubSignature
{
    private const string Prefix = "sha256=";
    private const int HexLength = 2 * HMACSHA256.HashSizeInBytes;

    /// <summary>Looks at the header alone, so that a request without a signature costs nobody its body.</summary>
    /// <returns><see cref="SignatureVerdict.Valid"/> when the header could be a signature.</returns>
    public static SignatureVerdict CheckForm(StringValues header) => Parse(header, stackalloc byte[HMACSHA256.HashSizeInBytes]);

    public static SignatureVerdict Verify(StringValues header, ReadOnlySpan<byte> body, IReadOnlyList<SourceSecret> secrets, DateTimeOffset now)
    {
        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (Parse(header, claimed) is var form and not SignatureVerdict.Valid)
        {
            return form;
        }

        // Every live secret is tried even after a match: how long it takes says nothing about which one it was.
        Span<byte> actual = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var matched = false;
        for (var i = 0; i < secrets.Count; i++)
        {
            HMACSHA256.HashData(secrets[i].Key, body, actual);
            var matches = CryptographicOperations.FixedTimeEquals(actual, claimed);
            matched |= secrets[i].IsValidAt(now) && matches;
        }

        return matched ? SignatureVerdict.Valid : SignatureVerdict.Mismatch;
    }

    private static SignatureVerdict Parse(StringValues header, Span<byte> signature)
    {
        if (header.Count == 0 || (header.Count == 1 && string.IsNullOrWhiteSpace(header[0])))
        {
            return SignatureVerdict.Missing;
        }

        // Two headers would be joined to one text by a careless reader; which of them counts must not be a question.
        return header.Count == 1
            && header[0] is { Length: var length } text
            && length == Prefix.Length + HexLength
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(Prefix.Length), signature, out _, out _) == OperationStatus.Done
                ? SignatureVerdict.Valid
                : SignatureVerdict.Malformed;
    }
}
