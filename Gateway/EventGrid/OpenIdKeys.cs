using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Gateway.EventGrid;

/// <summary>Reads an issuer's signing keys from where its OpenID configuration says they are.</summary>
internal sealed class OpenIdKeys(HttpClient http)
{
    public const int LargestDocument = 1024 * 1024;

    private const int MostKeys = 100;
    private const int SmallestModulus = 2048 / 8;
    private const int LargestModulus = 8192 / 8;

    /// <summary>Keys that came over a line that anybody can write on would prove nothing; on this machine there is no such line.</summary>
    public static bool IsTrustworthy(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    /// <returns>Public keys by key id.</returns>
    /// <exception cref="HttpRequestException">Not reachable, or not what it should be.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<IReadOnlyDictionary<string, RSAParameters>> ReadAsync(EntraSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var configuration = await http.GetFromJsonAsync(settings.MetadataAddress, OpenIdJson.Default.OpenIdConfiguration, cancellationToken);
            if (configuration?.Issuer != settings.Issuer)
            {
                throw new HttpRequestException("The OpenID configuration is another issuer's.");
            }

            if (!Uri.TryCreate(configuration.KeysAddress, UriKind.Absolute, out var address) || !IsTrustworthy(address))
            {
                throw new HttpRequestException("The OpenID configuration names no https address of keys.");
            }

            var document = await http.GetFromJsonAsync(address, OpenIdJson.Default.KeySet, cancellationToken);
            return UsableKeys(document?.Keys ?? []);
        }
        catch (JsonException e)
        {
            throw new HttpRequestException("The OpenID configuration or the keys are not the JSON they should be.", e);
        }
    }

    private static Dictionary<string, RSAParameters> UsableKeys(IReadOnlyList<PublishedKey> published)
    {
        var keys = new Dictionary<string, RSAParameters>(StringComparer.Ordinal);
        foreach (var key in published.Take(MostKeys))
        {
            if (key is { Type: "RSA", Use: null or "sig", Algorithm: null or "RS256", KeyId: { Length: > 0 } id }
                && Decode(key.Modulus) is { Length: >= SmallestModulus and <= LargestModulus } modulus
                && Decode(key.Exponent) is { Length: > 0 and <= 8 } exponent
                && IsUsable(new RSAParameters { Modulus = modulus, Exponent = exponent }))
            {
                keys.TryAdd(id, new RSAParameters { Modulus = modulus, Exponent = exponent });
            }
        }

        // No key at all is a fault at the other end: to take it for an answer would turn everybody away.
        return keys.Count > 0 ? keys : throw new HttpRequestException("The issuer publishes no RSA signing key.");
    }

    private static bool IsUsable(RSAParameters key)
    {
        try
        {
            using var rsa = RSA.Create(key);
            return true;
        }
        catch (CryptographicException)
        {
            // Numbers that are no key; the others may be.
            return false;
        }
    }

    private static byte[]? Decode(string? text) => text is not null && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}

internal sealed record OpenIdConfiguration(
    [property: JsonPropertyName("issuer")] string? Issuer,
    [property: JsonPropertyName("jwks_uri")] string? KeysAddress);

internal sealed record KeySet([property: JsonPropertyName("keys")] IReadOnlyList<PublishedKey>? Keys);

internal sealed record PublishedKey(
    [property: JsonPropertyName("kty")] string? Type,
    [property: JsonPropertyName("use")] string? Use,
    [property: JsonPropertyName("alg")] string? Algorithm,
    [property: JsonPropertyName("kid")] string? KeyId,
    [property: JsonPropertyName("n")] string? Modulus,
    [property: JsonPropertyName("e")] string? Exponent);

[JsonSerializable(typeof(OpenIdConfiguration))]
[JsonSerializable(typeof(KeySet))]
internal sealed partial class OpenIdJson : JsonSerializerContext;
