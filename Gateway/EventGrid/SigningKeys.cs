using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Webhooks.Gateway.EventGrid;

/// <summary>
/// Signing keys by issuer, kept. They are read again when they are old and when a token names a key that is not among them, but never
/// more often than <see cref="Pause"/> allows, whatever the tokens name. One caller reads, the others wait for it.
/// </summary>
internal sealed partial class SigningKeys(OpenIdKeys published, TimeProvider time, ILogger<SigningKeys> logger) : IDisposable
{
    /// <summary>From one reading to the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>After a failed reading: short, since all that come are told to come again.</summary>
    public static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    /// <summary>A key that the issuer has taken back is accepted no longer than this, unless the issuer cannot be reached.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    /// <summary>How long keys are used that cannot be read again.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromDays(2);

    private readonly ConcurrentDictionary<(string Issuer, Uri Address), Ring> rings = new();

    public async ValueTask<FoundKey> FindAsync(EntraSettings settings, string keyId, CancellationToken aborted)
    {
        var ring = rings.GetOrAdd((settings.Issuer, settings.MetadataAddress), _ => new Ring());
        if (ring.Keys is { } kept && time.GetUtcNow() - kept.ReadAt < Fresh && kept.ById.TryGetValue(keyId, out var known))
        {
            return Found(known);
        }

        await ring.Reading.WaitAsync(aborted);
        try
        {
            if (IsDue(ring, keyId))
            {
                await ReadAsync(ring, settings, aborted);
            }
        }
        finally
        {
            ring.Reading.Release();
        }

        if (ring.Keys is not { } keys || time.GetUtcNow() - keys.ReadAt >= Usable)
        {
            return FoundKey.Unavailable;
        }

        // After a failed reading nobody can tell whether the key exists by now.
        return keys.ById.TryGetValue(keyId, out var key) ? Found(key)
            : ring.HasFailed ? FoundKey.Unavailable
            : FoundKey.Unknown;
    }

    public void Dispose()
    {
        foreach (var ring in rings.Values)
        {
            ring.Reading.Dispose();
        }
    }

    private bool IsDue(Ring ring, string keyId)
    {
        var now = time.GetUtcNow();
        var isWanted = ring.Keys is not { } keys || now - keys.ReadAt >= Fresh || !keys.ById.ContainsKey(keyId);
        return isWanted && (ring.TriedAt is not { } tried || now - tried >= (ring.HasFailed ? PauseAfterFailure : Pause));
    }

    private async Task ReadAsync(Ring ring, EntraSettings settings, CancellationToken aborted)
    {
        ring.TriedAt = time.GetUtcNow();
        // Until it has succeeded; also when whoever asked goes away in the middle.
        ring.HasFailed = true;
        try
        {
            ring.Keys = new KeptKeys(await published.ReadAsync(settings, aborted), time.GetUtcNow());
            ring.HasFailed = false;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !aborted.IsCancellationRequested))
        {
            Log.NotRead(logger, settings.MetadataAddress, e.Message);
        }
    }

    private static FoundKey Found(RSAParameters key) => new() { AreAvailable = true, Key = RSA.Create(key) };

    private sealed class Ring
    {
        public SemaphoreSlim Reading { get; } = new(1);

        public volatile KeptKeys? Keys;

        public DateTimeOffset? TriedAt { get; set; }

        public volatile bool HasFailed;
    }

    private sealed record KeptKeys(IReadOnlyDictionary<string, RSAParameters> ById, DateTimeOffset ReadAt);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The signing keys at {Address} cannot be read; deliveries whose key is not known are answered 503 until they can: {Reason}")]
        public static partial void NotRead(ILogger logger, Uri address, string reason);
    }
}
