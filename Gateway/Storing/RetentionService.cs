using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Storing;

/// <summary>Forgets what is old, soon after the start and then at every interval. The gateway does it because only it writes the journal's folder.</summary>
internal sealed partial class RetentionService(
    DeliveryStore store, StorageSettings settings, RetentionMetrics metrics, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(StartPause.Length, time, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await RunAsync(stoppingToken);
            await Task.Delay(settings.Retention.Interval, time, stoppingToken);
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            var result = await store.RetainAsync(stopping);
            metrics.Ran(result);
            if (result.SegmentsDropped > 0 || result.DeliveriesForgotten > 0)
            {
                Log.Forgot(logger, result.SegmentsDropped, result.BytesFreed, result.DeliveriesForgotten, result.RejectionsForgotten);
            }

            if (result.IsOverLimit)
            {
                Log.OverLimit(logger, result.JournalBytes);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LedgerUnavailableException)
        {
            // Nothing is lost by keeping it longer; the next run goes on where this one ended.
            metrics.Failed();
            Log.Failed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information,
            "Retention dropped {Segments} journal segments ({Bytes} bytes) and forgot {Deliveries} deliveries and {Rejections} rejected requests.")]
        public static partial void Forgot(ILogger logger, int segments, long bytes, long deliveries, int rejections);

        [LoggerMessage(2, LogLevel.Warning,
            "The delivery journal has {Bytes} bytes, more than Webhooks:Journal:MaximumBytes: what is left holds deliveries without outcome or is the newest segment.")]
        public static partial void OverLimit(ILogger logger, long bytes);

        [LoggerMessage(3, LogLevel.Warning, "Retention could not finish; it is tried again at the next interval.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
