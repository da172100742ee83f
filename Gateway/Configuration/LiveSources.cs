using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Webhooks.Gateway.Configuration;

/// <summary>
/// The sources of this moment: each request asks anew, so a secret that was replaced in a configuration file counts for the next request.
/// A change with a mistake in it changes nothing; the last good sources stay.
/// </summary>
internal sealed partial class LiveSources : IDisposable
{
    private readonly ILogger<LiveSources> logger;
    private readonly IDisposable? subscription;
    private volatile FrozenDictionary<string, Source> current;

    /// <summary>The configuration at start has been checked by <see cref="ConfigurationSetup.RefuseMistakes"/>.</summary>
    public LiveSources(IOptionsMonitor<WebhooksOptions> options, ILogger<LiveSources> logger)
    {
        this.logger = logger;
        current = SourceCatalog.Read(options.CurrentValue, out _);
        subscription = options.OnChange(Replace);
    }

    public Source? Find(string name) => current.GetValueOrDefault(name);

    public IReadOnlyCollection<string> NamesOf(string tenant) => [.. current.Values.Where(source => source.Tenant == tenant).Select(source => source.Name)];

    public void Dispose() => subscription?.Dispose();

    private void Replace(WebhooksOptions options)
    {
        var sources = SourceCatalog.Read(options, out var mistakes);
        if (mistakes.Count > 0)
        {
            Log.ChangeRefused(logger, string.Join(' ', mistakes));
            return;
        }

        current = sources;
        Log.Changed(logger, sources.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Configuration changed: {Count} sources.")]
        public static partial void Changed(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Error, "A changed configuration is refused and the last good one stays: {Mistakes}")]
        public static partial void ChangeRefused(ILogger logger, string mistakes);
    }
}
