using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Webhooks.Gateway.Secrets;

namespace Webhooks.Gateway.Configuration;

/// <summary>
/// The sources of this moment: each request asks anew, so a secret that was replaced in a configuration file counts for the next request.
/// A change with a mistake in it changes nothing; the last good sources stay. Files with secrets are read for each request too.
/// </summary>
internal sealed partial class LiveSources : IDisposable
{
    private readonly SecretFeeds feeds;
    private readonly SecretMetrics metrics;
    private readonly ILogger<LiveSources> logger;
    private readonly IDisposable? subscription;
    private volatile FrozenDictionary<string, LiveSource> current;

    /// <summary>The configuration at start has been checked by <see cref="ConfigurationSetup.RefuseMistakes"/>.</summary>
    public LiveSources(IOptionsMonitor<WebhooksOptions> options, SecretFeeds feeds, SecretMetrics metrics, ILogger<LiveSources> logger)
    {
        this.feeds = feeds;
        this.metrics = metrics;
        this.logger = logger;
        current = Open(SourceCatalog.Read(options.CurrentValue, out _));
        subscription = options.OnChange(Replace);
    }

    /// <summary>Raised when the configuration has changed, not when a file or a vault has.</summary>
    public event EventHandler? Changed;

    public IReadOnlyList<LiveSource> All => current.Values;

    /// <summary>A secret could never be read: some requests are answered 503 that nobody can judge.</summary>
    public bool IsMissingSecrets => current.Values.Any(source => source.Now().IsMissingSecrets);

    public Source? Find(string name) => current.GetValueOrDefault(name)?.Now();

    public IReadOnlyCollection<string> NamesOf(string tenant) => [.. current.Values.Where(source => source.Tenant == tenant).Select(source => source.Name)];

    public void Dispose() => subscription?.Dispose();

    private void Replace(WebhooksOptions options)
    {
        var sources = SourceCatalog.Read(options, out var mistakes);
        if (mistakes.Count > 0)
        {
            metrics.ChangeRefused();
            Log.ChangeRefused(logger, string.Join(' ', mistakes));
            return;
        }

        current = Open(sources);
        Log.Changed(logger, sources.Count);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private FrozenDictionary<string, LiveSource> Open(FrozenDictionary<string, Source> sources) => sources.ToFrozenDictionary(
        named => named.Key,
        named => new LiveSource(named.Value, [.. named.Value.SecretEntries.Select(entry => feeds.Open(named.Key, entry))]),
        StringComparer.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Configuration changed: {Count} sources.")]
        public static partial void Changed(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Error, "A changed configuration is refused and the last good one stays: {Mistakes}")]
        public static partial void ChangeRefused(ILogger logger, string mistakes);
    }
}
