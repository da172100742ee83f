using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Json;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.Jira;

/// <summary>
/// <c>Authorization: JWT {token}</c> of a Connect app: HS256 with the shared secret and nothing else, for this very method, path and query,
/// from the known issuer, and for a short time. It does not cover the body, which is why a source takes tokens or signatures and not both.
/// </summary>
internal static class ConnectToken
{
    private const string Scheme = "JWT ";
    private const int Longest = 4096;
    private const long Leeway = 30;

    private static readonly JsonShape HeaderShape = new("alg");
    private static readonly JsonShape ClaimsShape = new("iss", "exp", "iat", "nbf", "qsh");

    /// <summary>Looks at the header alone.</summary>
    /// <returns><see cref="SignatureVerdict.Valid"/> when the header could be a token.</returns>
    public static SignatureVerdict CheckForm(StringValues header) =>
        header.Count == 0 || (header.Count == 1 && string.IsNullOrWhiteSpace(header[0])) ? SignatureVerdict.Missing
        : Parse(header) is null ? SignatureVerdict.Malformed
        : SignatureVerdict.Valid;

    public static SignatureVerdict Verify(HttpRequest request, string issuer, IReadOnlyList<SourceSecret> secrets, DateTimeOffset now)
    {
        if (CheckForm(request.Headers.Authorization) is var form and not SignatureVerdict.Valid)
        {
            return form;
        }

        // What a token says about itself is looked at only when it is known who says so.
        if (Parse(request.Headers.Authorization) is not { } token
            || secrets.FindProven(HubMethod.Sha256.Proof(), token.Signed, token.Signature, now) is not { } proven
            || !IsForThisRequest(token, request, issuer, now))
        {
            return SignatureVerdict.Mismatch;
        }

        proven.Use?.Succeeded(now);
        return SignatureVerdict.Valid;
    }

    private static bool IsForThisRequest(Token token, HttpRequest request, string issuer, DateTimeOffset now) =>
        JsonFields.Read(token.Header, HeaderShape) is { Fault: null } header
        && header.Text("alg", 16) == "HS256"
        && JsonFields.Read(token.Claims, ClaimsShape) is { Fault: null } claims
        && claims.Text("iss", 255) == issuer
        && IsInTime(claims, now.ToUnixTimeSeconds())
        && claims.Text("qsh", 64) is { } claimed
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(claimed), Encoding.ASCII.GetBytes(QueryStringHash.Of(request)));

    private static bool IsInTime(JsonFields claims, long now) =>
        claims.Number("exp") is { } expires && expires > now - Leeway
        && claims.Number("iat") is { } issued && issued <= now + Leeway
        && claims.Number("nbf").GetValueOrDefault() <= now + Leeway;

    private static Token? Parse(StringValues header)
    {
        if (header.Count != 1
            || header[0] is not { Length: <= Longest } text
            || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || text[Scheme.Length..].Split('.') is not [var head, var claims, var signature]
            || Decode(head) is not { } headBytes
            || Decode(claims) is not { } claimBytes
            || Decode(signature) is not { Length: HMACSHA256.HashSizeInBytes } signatureBytes)
        {
            return null;
        }

        return new Token(Encoding.ASCII.GetBytes($"{head}.{claims}"), headBytes, claimBytes, signatureBytes);
    }

    private static byte[]? Decode(string part)
    {
        // The decoder would skip blanks and take padding, and so find several texts for one token.
        if (!part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || !Base64Url.IsValid(part))
        {
            return null;
        }

        return Base64Url.DecodeFromChars(part);
    }

    private sealed record Token(byte[] Signed, byte[] Header, byte[] Claims, byte[] Signature);
}
