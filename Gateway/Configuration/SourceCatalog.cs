using System.Collections.Frozen;
using System.Globalization;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.EventGrid;
using Webhooks.Gateway.Jira;
using Webhooks.Gateway.Secrets;

namespace Webhooks.Gateway.Configuration;

/// <summary>Turns the section as written into sources that can be trusted, or into the list of everything that is wrong with it.</summary>
internal static class SourceCatalog
{
    /// <summary>What GitHub and Jira send at most.</summary>
    public const int DefaultMaximumBodyBytes = 25 * 1024 * 1024;

    /// <summary>No source may be configured above it: a journal segment must hold the body.</summary>
    public const int LargestBodyBytes = 50 * 1024 * 1024;

    private const int LongestName = 64;
    private const int MostPerSecond = 1_000_000;

    private static readonly WebhookProvider[] ReceivedProviders = [WebhookProvider.GitHub, WebhookProvider.Jira, WebhookProvider.EventGrid];

    /// <returns>The sources by name. Not usable unless <paramref name="mistakes"/> is empty.</returns>
    public static FrozenDictionary<string, Source> Read(WebhooksOptions options, out List<string> mistakes)
    {
        mistakes = [];
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            mistakes.Add($"{WebhooksOptions.Section}:DataDirectory is empty.");
        }

        if (options.Sources.Count == 0)
        {
            mistakes.Add($"{WebhooksOptions.Section}:Sources is empty: configure at least {WebhooksOptions.Section}:Sources:0:Name, :Provider and :Secrets:0:Value.");
        }

        var sources = new Dictionary<string, Source>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.Sources.Count; i++)
        {
            var at = $"{WebhooksOptions.Section}:Sources:{i}";
            var source = ReadSource(at, options.Sources[i], mistakes);
            if (names.Add(source.Name))
            {
                sources[source.Name] = source;
            }
            else if (source.Name.Length > 0)
            {
                mistakes.Add($"{at}:Name '{source.Name}' is the name of another source already (case is ignored).");
            }
        }

        return sources.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static Source ReadSource(string at, SourceOptions options, List<string> mistakes)
    {
        var name = options.Name ?? "";
        if (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            mistakes.Add($"{at}:Name '{name}' is not a name: 1 to {LongestName} letters, digits, dots, hyphens or underscores.");
        }

        var provider = ReadProvider(at, options.Provider, mistakes);
        if (provider != WebhookProvider.Jira && !options.Jira.IsEmpty)
        {
            mistakes.Add($"{at}:Jira has settings, but the source's provider is '{options.Provider}'.");
        }

        if (provider != WebhookProvider.EventGrid && options.EventGrid is not null)
        {
            mistakes.Add($"{at}:EventGrid has settings, but the source's provider is '{options.Provider}'.");
        }

        var eventGrid = provider == WebhookProvider.EventGrid ? EventGridCatalog.Read($"{at}:EventGrid", options.EventGrid ?? new(), mistakes) : null;
        if (eventGrid is { HasSecret: false } && options.Secrets.Count > 0)
        {
            mistakes.Add($"{at}:Secrets are there, but neither {at}:EventGrid:SecretParameter nor {at}:EventGrid:SecretHeader says where they come.");
        }

        return new Source
        {
            Name = name,
            Provider = provider,
            Tenant = ReadTenant(at, options.Tenant, mistakes),
            SecretEntries = eventGrid is { HasSecret: false } ? [] : SecretCatalog.Read(at, options.Secrets, mistakes),
            Jira = JiraSettings.Read($"{at}:Jira", options.Jira, mistakes),
            EventGrid = eventGrid,
            AllowedAddresses = AddressList.Read(
                options.AllowedAddresses.Index().Where(written => !IsGitHub(written.Item)).Select(written => KeyValuePair.Create($"{at}:AllowedAddresses:{written.Index}", written.Item)),
                mistakes),
            AllowsGitHubHooks = options.AllowedAddresses.Exists(IsGitHub),
            DeliveriesPerSecond = ReadRate(at, options.DeliveriesPerSecond, mistakes),
            MaximumBodyBytes = ReadMaximum(at, options.MaximumBodyBytes, mistakes),
        };
    }

    private static bool IsGitHub(string? text) => "github".Equals(text, StringComparison.OrdinalIgnoreCase);

    private static int? ReadRate(string at, string? value, List<string> mistakes)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) || rate is < 1 or > MostPerSecond)
        {
            mistakes.Add($"{at}:DeliveriesPerSecond '{value}' is not a number from 1 to {MostPerSecond}.");
        }

        return rate;
    }

    private static WebhookProvider ReadProvider(string at, string? value, List<string> mistakes)
    {
        var given = Array.FindIndex(ReceivedProviders, provider => provider.ToString().Equals(value, StringComparison.OrdinalIgnoreCase));
        if (given >= 0)
        {
            return ReceivedProviders[given];
        }

        mistakes.Add($"{at}:Provider '{value}' is not a provider that is received here: {string.Join(", ", ReceivedProviders)}.");
        return WebhookProvider.GitHub;
    }

    private static string? ReadTenant(string at, string? value, List<string> mistakes)
    {
        if (value is { Length: > LongestName } || value?.Any(char.IsControl) == true)
        {
            mistakes.Add($"{at}:Tenant '{value}' is longer than {LongestName} characters or has control characters.");
        }

        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private static int ReadMaximum(string at, string? value, List<string> mistakes)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return DefaultMaximumBodyBytes;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) || bytes is < 1 or > LargestBodyBytes)
        {
            mistakes.Add($"{at}:MaximumBodyBytes '{value}' is not a number from 1 to {LargestBodyBytes}.");
        }

        return bytes;
    }
}
