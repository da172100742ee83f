using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Signatures;

/// <summary>
/// <c>{method}={hex digits}</c>: an HMAC of the raw body, made with one of the methods that are allowed. Hex digits count in either case:
/// they name the same bytes. The method is lower case, as providers write it.
/// </summary>
internal static class HubSignature
{
    private const int LongestHash = HMACSHA512.HashSizeInBytes;

    /// <summary>Looks at the header alone, so that a request without a signature costs nobody its body.</summary>
    /// <returns><see cref="SignatureVerdict.Valid"/> when the header could be a signature.</returns>
    public static SignatureVerdict CheckForm(StringValues header, IReadOnlyList<HubMethod> allowed) =>
        Parse(header, allowed, stackalloc byte[LongestHash], out _);

    public static SignatureVerdict Verify(
        StringValues header, ReadOnlySpan<byte> body, IReadOnlyList<HubMethod> allowed, IReadOnlyList<SourceSecret> secrets, DateTimeOffset now)
    {
        Span<byte> claimed = stackalloc byte[LongestHash];
        if (Parse(header, allowed, claimed, out var method) is var form and not SignatureVerdict.Valid)
        {
            return form;
        }

        if (secrets.FindProven(method.Proof(), body, claimed[..method.HashBytes()], now) is not { } proven)
        {
            return SignatureVerdict.Mismatch;
        }

        proven.Use?.Succeeded(now);
        return SignatureVerdict.Valid;
    }

    private static SignatureVerdict Parse(StringValues header, IReadOnlyList<HubMethod> allowed, Span<byte> signature, out HubMethod method)
    {
        method = default;
        if (header.Count == 0 || (header.Count == 1 && string.IsNullOrWhiteSpace(header[0])))
        {
            return SignatureVerdict.Missing;
        }

        // Two headers would be joined to one text by a careless reader; which of them counts must not be a question.
        if (header.Count != 1 || header[0] is not { } text)
        {
            return SignatureVerdict.Malformed;
        }

        for (var i = 0; i < allowed.Count; i++)
        {
            method = allowed[i];
            var prefix = method.Prefix();
            if (text.StartsWith(prefix, StringComparison.Ordinal)
                && text.Length == prefix.Length + (2 * method.HashBytes())
                && Convert.FromHexString(text.AsSpan(prefix.Length), signature, out _, out _) == OperationStatus.Done)
            {
                return SignatureVerdict.Valid;
            }
        }

        return SignatureVerdict.Malformed;
    }
}
