using System.Globalization;
using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Secrets;

namespace Webhooks.Cli.Diagnosing;

/// <summary>Secrets that end. What the gateway reported last counts; before it has run, the configuration does.</summary>
internal static class SecretCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static IEnumerable<Finding> Run(WebhooksOptions options, string path, DateTimeOffset now)
    {
        var reported = ReportedIn(path);
        return from source in options.Sources
               where source is { Name: not null, Secrets.Count: > 0 }
               let windows = reported.Where(secret => secret.Source == source.Name && secret.IsLive).Select(secret => (From: secret.NotBefore, To: secret.NotAfter)).ToList()
               select Of($"secrets of {source.Name}", windows.Count > 0 ? windows : [.. source.Secrets.Select(WindowOf)], now);
    }

    private static Finding Of(string name, IReadOnlyList<(DateTimeOffset? From, DateTimeOffset? To)> windows, DateTimeOffset now)
    {
        var ends = windows.Where(window => !(window.From > now) && !(window.To < now)).Select(window => window.To ?? DateTimeOffset.MaxValue).ToList();
        return ends.Count == 0 ? Finding.Fail(name, "None is valid now.", "Every delivery is refused: add one, and change it at the provider.")
            : ends.Max() < now + Soon ? Finding.Warn(name, $"The last one that is valid ends at {ends.Max():u}.", "Add the next one, and change it at the provider before that.")
            : Finding.Ok(name, $"{ends.Count} valid now");
    }

    private static IReadOnlyList<SecretStatus> ReportedIn(string path)
    {
        try
        {
            return new SecretStatusFile(path).Read()?.Secrets ?? [];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // `webhooks secrets status` says what is wrong with it; the configuration is there.
            return [];
        }
    }

    private static (DateTimeOffset? From, DateTimeOffset? To) WindowOf(SecretOptions secret) => (InstantOf(secret.NotBefore), InstantOf(secret.NotAfter));

    /// <summary>What cannot be read is a mistake of the configuration, which is named there.</summary>
    private static DateTimeOffset? InstantOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
