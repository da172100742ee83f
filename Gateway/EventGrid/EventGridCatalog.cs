using System.Globalization;

namespace Webhooks.Gateway.EventGrid;

/// <summary>Turns the section as written into settings that can be trusted. Half an authentication is a mistake, never no authentication.</summary>
internal static class EventGridCatalog
{
    private const string DefaultOrigin = "eventgrid.azure.net";
    private const string EventGridApplication = "4962773b-9cdb-44cf-a8bf-237846a00ab7";
    private const string SubscriberRole = "AzureEventGridSecureWebhookSubscriber";

    /// <summary>The public cloud's older tokens name an issuer that serves no metadata; its keys are at the sign-in address.</summary>
    private const string OldIssuer = "https://sts.windows.net/";
    private const string SignIn = "https://login.microsoftonline.com/";

    public static EventGridSettings Read(string at, EventGridOptions options, List<string> mistakes)
    {
        var settings = new EventGridSettings
        {
            ExpectedTopics = ReadList($"{at}:ExpectedTopics", options.ExpectedTopics, mistakes),
            AllowedOrigins = ReadOrigins($"{at}:AllowedOrigins", options.AllowedOrigins, mistakes),
            AllowedRate = ReadRate($"{at}:AllowedRate", options.AllowedRate, mistakes),
            SecretParameter = ReadName($"{at}:SecretParameter", options.SecretParameter, mistakes),
            SecretHeader = ReadName($"{at}:SecretHeader", options.SecretHeader, mistakes),
            Entra = options.Entra is { } entra ? ReadEntra($"{at}:Entra", entra, mistakes) : null,
        };
        if (settings is { SecretParameter: not null, SecretHeader: not null })
        {
            mistakes.Add($"{at}:SecretParameter and {at}:SecretHeader are both set: the secret comes in one of them.");
        }

        if (!settings.HasSecret && settings.Entra is null)
        {
            mistakes.Add($"{at} has none of SecretParameter, SecretHeader and Entra: without one nobody could be told from anybody.");
        }

        if (settings.Entra is not null && "Authorization".Equals(settings.SecretHeader, StringComparison.OrdinalIgnoreCase))
        {
            mistakes.Add($"{at}:SecretHeader is 'Authorization', where {at}:Entra wants the token.");
        }

        return settings;
    }

    private static EntraSettings ReadEntra(string at, EntraOptions options, List<string> mistakes)
    {
        var issuer = options.Issuer ?? "";
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            mistakes.Add($"{at}:Issuer '{issuer}' is not an https address.");
        }
        else if (address.Segments.Any(segment => segment.Trim('/') is "common" or "organizations" or "consumers"))
        {
            mistakes.Add($"{at}:Issuer '{issuer}' stands for everybody's tenant: name one tenant.");
        }

        if (string.IsNullOrWhiteSpace(options.Audience))
        {
            mistakes.Add($"{at}:Audience is empty: tokens for any other application would do.");
        }

        return new EntraSettings
        {
            Issuer = issuer,
            Audience = options.Audience ?? "",
            ApplicationId = Or(options.ApplicationId, EventGridApplication),
            Role = Or(options.Role, SubscriberRole),
            MetadataAddress = ReadMetadata($"{at}:MetadataAddress", Or(options.MetadataAddress, MetadataOf(issuer)), mistakes),
        };
    }

    private static string MetadataOf(string issuer) =>
        (issuer.StartsWith(OldIssuer, StringComparison.Ordinal) ? SignIn + issuer[OldIssuer.Length..] : issuer).TrimEnd('/')
            + "/.well-known/openid-configuration";

    private static Uri ReadMetadata(string key, string value, List<string> mistakes)
    {
        if (Uri.TryCreate(value, UriKind.Absolute, out var address) && OpenIdKeys.IsTrustworthy(address))
        {
            return address;
        }

        mistakes.Add($"{key} '{value}' is not an https address.");
        return new Uri(SignIn);
    }

    private static List<string> ReadOrigins(string key, List<string?> values, List<string> mistakes)
    {
        var origins = ReadList(key, values, mistakes);
        foreach (var origin in origins.Where(origin => Uri.CheckHostName(origin) == UriHostNameType.Unknown))
        {
            mistakes.Add($"{key} '{origin}' is not a host name.");
        }

        return origins.Count > 0 ? origins : [DefaultOrigin];
    }

    private static List<string> ReadList(string key, List<string?> values, List<string> mistakes)
    {
        if (values.Any(string.IsNullOrWhiteSpace))
        {
            mistakes.Add($"{key} has an empty entry.");
        }

        return [.. values.OfType<string>().Where(value => !string.IsNullOrWhiteSpace(value))];
    }

    private static int? ReadRate(string key, string? value, List<string> mistakes)
    {
        if (string.IsNullOrWhiteSpace(value) || value == "*")
        {
            return null;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) || rate < 1)
        {
            mistakes.Add($"{key} '{value}' is neither * nor a number of requests a minute.");
        }

        return rate;
    }

    private static string? ReadName(string key, string? value, List<string> mistakes)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (!value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            mistakes.Add($"{key} '{value}' is not a name of letters, digits, hyphens and underscores.");
        }

        return value;
    }

    private static string Or(string? value, string otherwise) => string.IsNullOrWhiteSpace(value) ? otherwise : value;
}
