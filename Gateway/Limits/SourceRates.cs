using System.Collections.Concurrent;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Limits;

/// <summary>
/// The rate of a source, taken from verified deliveries only: whoever cannot sign cannot use it up. They wait for their turn rather than be
/// refused, because GitHub does not send again what it was refused.
/// </summary>
internal sealed class SourceRates(LimitSettings settings, TimeProvider time)
{
    /// <summary>Of one source; each of them holds a place that others could have.</summary>
    private const int MostWaiting = 64;

    /// <summary>How many seconds' worth may come at once.</summary>
    private const int BurstSeconds = 10;

    private readonly ConcurrentDictionary<string, Rate> rates = new(StringComparer.Ordinal);

    /// <returns>Null when they may be stored now.</returns>
    public async ValueTask<ReceiveProblem?> TakeAsync(Source source, int deliveries)
    {
        if (source.DeliveriesPerSecond is not { } perSecond)
        {
            return null;
        }

        var bucket = BucketOf(source.Name, perSecond);
        if (bucket.Take(deliveries, settings.Wait, MostWaiting) is not { } wait)
        {
            return ReceiveProblem.SourceRateExceeded;
        }

        if (wait > TimeSpan.Zero)
        {
            // Also when the client goes away meanwhile: what was verified is worth storing.
            await Task.Delay(wait, time, CancellationToken.None);
            bucket.Paid();
        }

        return null;
    }

    /// <summary>A changed rate begins with a full bucket.</summary>
    private TokenBucket BucketOf(string source, int perSecond)
    {
        if (rates.TryGetValue(source, out var known) && known.PerSecond == perSecond)
        {
            return known.Bucket;
        }

        var made = new Rate(perSecond, new TokenBucket(perSecond, (double)perSecond * BurstSeconds, time));
        return rates.AddOrUpdate(source, made, (_, other) => other.PerSecond == perSecond ? other : made).Bucket;
    }

    private sealed record Rate(int PerSecond, TokenBucket Bucket);
}
