using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Gateway.EventGrid;

/// <summary>
/// A signed JSON Web Token taken apart, nothing of it believed yet. Of its header only algorithm and key id are read: where it says that
/// keys are to be found is the sender's wish.
/// </summary>
internal sealed class AccessToken
{
    private const string Scheme = "Bearer ";
    private const int LongestToken = 16 * 1024;
    private const int LongestKeyId = 256;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private AccessToken(JsonElement header, JsonElement claims, byte[] signed, byte[] signature) =>
        (Algorithm, KeyId, Claims, Signed, Signature) = (TextOf(header, "alg"), TextOf(header, "kid"), claims, signed, signature);

    public string? Algorithm { get; }

    public string? KeyId { get; }

    public JsonElement Claims { get; }

    /// <summary>The bytes that the signature is over.</summary>
    public ReadOnlyMemory<byte> Signed { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    public static bool IsGiven(StringValues authorization) => authorization.Count > 0 && !(authorization.Count == 1 && string.IsNullOrWhiteSpace(authorization[0]));

    public static bool TryParse(StringValues authorization, [NotNullWhen(true)] out AccessToken? token)
    {
        token = null;
        if (authorization is not [{ Length: > 7 and <= LongestToken } text] || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var encoded = text[Scheme.Length..];
        if (encoded.Split('.') is not [var header, var claims, var signature]
            || !TryDecode(header, out var headerBytes) || !TryDecode(claims, out var claimBytes) || !TryDecode(signature, out var signatureBytes)
            || !TryObject(headerBytes, out var headerJson) || !TryObject(claimBytes, out var claimJson))
        {
            return false;
        }

        // "crit" names extensions that must be understood; none is.
        if (headerJson.TryGetProperty("crit", out _) || TextOf(headerJson, "kid") is { Length: > LongestKeyId })
        {
            return false;
        }

        token = new AccessToken(headerJson, claimJson, Encoding.ASCII.GetBytes($"{header}.{claims}"), signatureBytes);
        return true;
    }

    /// <returns>Null when there is no such claim, or it is no text.</returns>
    public string? Text(string claim) => TextOf(Claims, claim);

    /// <summary>The claim is this text, or a list that has it.</summary>
    public bool Has(string claim, string value) => Claims.TryGetProperty(claim, out var given) && given.ValueKind switch
    {
        JsonValueKind.String => given.ValueEquals(value),
        JsonValueKind.Array => given.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(value)),
        _ => false,
    };

    /// <summary>Seconds since 1970. False when it is something else; true without a value when there is none.</summary>
    public bool TryInstant(string claim, out DateTimeOffset? instant)
    {
        instant = null;
        if (!Claims.TryGetProperty(claim, out var given))
        {
            return true;
        }

        if (given.ValueKind != JsonValueKind.Number || !given.TryGetInt64(out var seconds) || seconds is < 0 or > 253402300799)
        {
            return false;
        }

        instant = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (text.AsSpan().ContainsAnyExcept(Alphabet) || !Base64Url.IsValid(text))
        {
            return false;
        }

        bytes = Base64Url.DecodeFromChars(text);
        return true;
    }

    private static bool TryObject(byte[] json, out JsonElement root)
    {
        root = default;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            root = document.RootElement.Clone();
            // Read once, so that text that is not Unicode fails here and not at its first use.
            _ = root.ValueKind == JsonValueKind.Object ? root.EnumerateObject().Sum(claim => claim.Value.ToString().Length) : 0;
            return root.ValueKind == JsonValueKind.Object;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a lone surrogate: no token either way.
            return false;
        }
    }

    private static string? TextOf(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
