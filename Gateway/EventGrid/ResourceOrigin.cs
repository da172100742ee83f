using System.Text.Json;
using Webhooks.Contracts.Identities;

namespace Webhooks.Gateway.EventGrid;

/// <summary>
/// Where Azure's events say who made a change: in the claims of the token that it was asked for with. All of it is personal data, looked at
/// before it is taken out and kept nowhere.
/// </summary>
internal static class ResourceOrigin
{
    private const int LongestClaims = 64 * 1024;

    private static readonly string[] Applications = ["appid", "azp", "oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"];

    private static readonly string[] Emails =
    [
        "upn", "email", "unique_name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
    ];

    /// <param name="data">Of the event.</param>
    public static ChangeOrigin Of(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return new ChangeOrigin();
        }

        var caller = Text(data, "caller");
        var principal = data.TryGetProperty("authorization", out var authorization) && authorization.ValueKind == JsonValueKind.Object
            && authorization.TryGetProperty("evidence", out var evidence) ? Text(evidence, "principalId") : null;
        var claims = Claims(data);
        return new ChangeOrigin
        {
            Applications = [caller, principal, .. Applications.Select(claims.GetValueOrDefault)],
            Emails = [caller, .. Emails.Select(claims.GetValueOrDefault)],
        };
    }

    /// <summary>Some events have them as an object, some as the text of one.</summary>
    private static Dictionary<string, string> Claims(JsonElement data)
    {
        if (!data.TryGetProperty("claims", out var claims))
        {
            return [];
        }

        if (claims.ValueKind != JsonValueKind.String)
        {
            return Texts(claims);
        }

        try
        {
            using var document = Text(data, "claims") is { Length: <= LongestClaims } text ? JsonDocument.Parse(text) : null;
            return document is null ? [] : Texts(document.RootElement);
        }
        catch (JsonException)
        {
            // Then they name nobody.
            return [];
        }
    }

    private static Dictionary<string, string> Texts(JsonElement claims)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (claims.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in Applications.Concat(Emails))
            {
                if (Text(claims, name) is { } text)
                {
                    texts[name] = text;
                }
            }
        }

        return texts;
    }

    private static string? Text(JsonElement parent, string name)
    {
        try
        {
            return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // What a text that is not Unicode gives. It is nobody's name, and what happened is worth telling all the same.
            return null;
        }
    }
}
