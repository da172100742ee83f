using System.Globalization;
using Microsoft.Extensions.Configuration;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Cli.Diagnosing;

/// <summary>The configuration as the gateway would read it at its start.</summary>
internal static class ConfigurationCheck
{
    private const string Name = "configuration";

    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static IEnumerable<Finding> Run(IConfiguration configuration, DateTimeOffset now)
    {
        var options = configuration.GetSection(WebhooksOptions.Section).Get<WebhooksOptions>() ?? new();
        var mistakes = ConfigurationSetup.MistakesOf(configuration, options);
        return mistakes.Count > 0
            ? mistakes.Select(mistake => Finding.Fail(Name, mistake, "Correct it: the gateway does not start with it."))
            : [Finding.Ok(Name, $"{options.Sources.Count} sources"), .. options.Sources.Select((source, index) => SecretsOf(source, index, now)).OfType<Finding>()];
    }

    /// <returns>Null when the source has no secret of its own.</returns>
    private static Finding? SecretsOf(SourceOptions source, int index, DateTimeOffset now)
    {
        if (source.Secrets.Count == 0)
        {
            return null;
        }

        var name = $"secrets of {source.Name}";
        var live = source.Secrets.Where(secret => InstantOf(secret.NotBefore, now) <= now && InstantOf(secret.NotAfter, DateTimeOffset.MaxValue) >= now).ToList();
        var last = live.Select(secret => InstantOf(secret.NotAfter, DateTimeOffset.MaxValue)).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        return live.Count == 0 ? Finding.Fail(name, "No secret is valid now.", $"Every delivery is refused: add one below Webhooks:Sources:{index}:Secrets, and change it at the provider.")
            : last < now + Soon ? Finding.Warn(name, $"The last one that is valid expires at {last:u}.", "Add the next one, and change it at the provider before that.")
            : Finding.Ok(name, $"{live.Count} valid now");
    }

    /// <summary>What is set has been found to be an instant.</summary>
    private static DateTimeOffset InstantOf(string? text, DateTimeOffset standard) =>
        string.IsNullOrWhiteSpace(text) ? standard : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
