using Microsoft.Extensions.Options;
using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Secrets;

namespace Webhooks.Gateway.Secrets;

/// <summary>The use of every secret by source and name: it outlives changes of the configuration and, through the report, restarts.</summary>
internal sealed partial class SecretUses
{
    /// <summary>How long the use of a secret is remembered that is configured no more, or that a vault has not given out yet.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    private const int MostRemembered = 1000;

    private readonly Lock changing = new();
    private readonly Dictionary<(string Source, string Name), Watched> watched = [];
    private readonly Dictionary<(string Source, string Name), SecretStatus> remembered = [];
    private readonly SecretMetrics metrics;
    private readonly TimeProvider time;

    public SecretUses(IOptions<WebhooksOptions> options, SecretMetrics metrics, TimeProvider time, ILogger<SecretUses> logger)
    {
        this.metrics = metrics;
        this.time = time;
        try
        {
            var report = new SecretStatusFile(options.Value.DataDirectory).Read();
            foreach (var status in (report?.Secrets ?? []).Where(status => status.IsLive || status.Uses > 0))
            {
                remembered[(status.Source, status.Name)] = status with { IsLive = false };
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // Then secrets count as seen first now, so that none is called out of use too early.
            Log.NotRead(logger, e);
        }
    }

    /// <summary>Another value under a known name is another secret: nothing is known of its use.</summary>
    public SecretUse Of(string source, string name, byte[] key)
    {
        lock (changing)
        {
            if (watched.TryGetValue((source, name), out var seen) && seen.Key.AsSpan().SequenceEqual(key))
            {
                return seen.Use;
            }

            var earlier = seen is null ? remembered.GetValueOrDefault((source, name)) : null;
            var use = new SecretUse(source, name, earlier?.Since ?? time.GetUtcNow(), metrics);
            use.Continue(earlier?.Uses ?? 0, earlier?.LastUsedAt);
            watched[(source, name)] = new Watched(use, key);
            return use;
        }
    }

    /// <summary>What is known of secrets that are not among those that are live now.</summary>
    public IReadOnlyList<SecretStatus> RememberedBut(IReadOnlyList<SecretStatus> live)
    {
        lock (changing)
        {
            var now = time.GetUtcNow();
            foreach (var status in live)
            {
                remembered[(status.Source, status.Name)] = status with { IsLive = false };
            }

            var names = live.Select(status => (status.Source, status.Name)).ToHashSet();
            var others = remembered.Values
                .Where(status => !names.Contains((status.Source, status.Name)))
                .OrderByDescending(status => status.SeenAt)
                .ToList();
            var kept = others.Where(status => status.SeenAt > now - Memory).Take(MostRemembered).ToList();
            foreach (var forgotten in others.Except(kept))
            {
                remembered.Remove((forgotten.Source, forgotten.Name));
                watched.Remove((forgotten.Source, forgotten.Name));
            }

            return kept;
        }
    }

    private sealed class Watched(SecretUse use, byte[] key)
    {
        public SecretUse Use => use;

        public byte[] Key => key;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The report of earlier uses of secrets cannot be read; they are counted from now on.")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
