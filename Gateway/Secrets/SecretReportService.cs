using Microsoft.Extensions.Options;
using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Secrets;

namespace Webhooks.Gateway.Secrets;

/// <summary>
/// Writes the report when it has changed, at most twice a minute, when the gateway stops, and now and then to show that somebody is there.
/// A gateway that is killed loses what it counted since the last time.
/// </summary>
internal sealed partial class SecretReportService(
    SecretReport report, IOptions<WebhooksOptions> options, TimeProvider time, ILogger<SecretReportService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromMinutes(5);

    private readonly SecretStatusFile file = new(options.Value.DataDirectory);
    private SecretStatusReport? written;
    private bool isFailing;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is not null)
        {
            WriteIfChanged();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(StartPause.Length, time, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            WriteIfChanged();
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private void WriteIfChanged()
    {
        var now = report.Now();
        if (written is not null && now.WrittenAt - written.WrittenAt < SignOfLife && Essence(now).SequenceEqual(Essence(written)))
        {
            return;
        }

        try
        {
            file.Write(now);
            written = now;
            isFailing = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!isFailing)
            {
                Log.NotWritten(logger, file.Path, e);
            }

            isFailing = true;
        }
    }

    private static IEnumerable<SecretStatus> Essence(SecretStatusReport report) => report.Secrets.Select(status => status with { SeenAt = default });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The use of secrets cannot be written to '{File}'; it is tried again, and lost if the gateway ends before.")]
        public static partial void NotWritten(ILogger logger, string file, Exception exception);
    }
}
