using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.Jira;

/// <summary>What a Jira source has beside what every source has.</summary>
internal sealed record JiraSettings
{
    private const int LongestSite = 128;
    private const int LongestIssuer = 255;

    private static readonly (string Name, HubMethod Method)[] KnownMethods =
    [
        ("sha256", HubMethod.Sha256), ("sha384", HubMethod.Sha384), ("sha512", HubMethod.Sha512), ("sha1", HubMethod.Sha1),
    ];

    /// <summary>The only site that deliveries may be about, and the site of those that name none. Null: the site that the body names.</summary>
    public string? Site { get; init; }

    /// <summary>Methods of <c>X-Hub-Signature</c> that count.</summary>
    public IReadOnlyList<HubMethod> Methods { get; init; } = [HubMethod.Sha256];

    /// <summary>Set when deliveries come from a Connect app: then its tokens count, with this <c>iss</c>, and signatures do not.</summary>
    public string? ConnectIssuer { get; init; }

    /// <param name="at">Configuration key of these settings.</param>
    /// <param name="options">As written.</param>
    /// <param name="mistakes">Gets everything that is wrong.</param>
    public static JiraSettings Read(string at, JiraOptions options, List<string> mistakes) => new()
    {
        Site = ReadSite($"{at}:Site", options.Site, mistakes),
        Methods = ReadMethods($"{at}:SignatureMethods", options.SignatureMethods, mistakes),
        ConnectIssuer = ReadIssuer($"{at}:ConnectIssuer", options.ConnectIssuer, mistakes),
    };

    private static string? ReadSite(string key, string? value, List<string> mistakes)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (value.Length <= LongestSite && JiraSite.FromAddress($"https://{value}/rest/") is { } site && site.Equals(value, StringComparison.OrdinalIgnoreCase))
        {
            return site;
        }

        mistakes.Add($"{key} '{value}' is not a host such as example.atlassian.net, with port and context path only if the site has them.");
        return null;
    }

    private static List<HubMethod> ReadMethods(string key, string? value, List<string> mistakes)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return [HubMethod.Sha256];
        }

        var methods = new List<HubMethod>();
        foreach (var name in value.Split(',', StringSplitOptions.TrimEntries))
        {
            var known = Array.FindIndex(KnownMethods, method => method.Name == name);
            if (known < 0)
            {
                mistakes.Add($"{key} '{value}' has '{name}', which is none of {string.Join(", ", KnownMethods.Select(method => method.Name))}.");
            }
            else
            {
                methods.Add(KnownMethods[known].Method);
            }
        }

        return methods;
    }

    private static string? ReadIssuer(string key, string? value, List<string> mistakes)
    {
        if (value is { Length: > LongestIssuer } || value?.Any(char.IsControl) == true)
        {
            mistakes.Add($"{key} '{value}' is longer than {LongestIssuer} characters or has control characters.");
        }

        return string.IsNullOrWhiteSpace(value) ? null : value;
    }
}
