using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Limits;

/// <summary>Reads GitHub's addresses from time to time while a source wants them. A failure leaves the last good ones, and is tried again soon.</summary>
internal sealed partial class GitHubMetaService(
    HttpClient http,
    GitHubHookRanges ranges,
    LiveSources sources,
    GitHubMetaSettings settings,
    IMeterFactory meters,
    TimeProvider time,
    ILogger<GitHubMetaService> logger) : BackgroundService
{
    public const int LargestDocument = 4 * 1024 * 1024;

    /// <summary>How often it is looked whether they are due; the pause after a failure too.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    private DateTimeOffset? readAt;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        ranges.Load();
        meters.Create(GatewayMetrics.MeterName).CreateObservableGauge(
            "webhooks.github.hooks.age",
            () => ranges.Age is { } age ? [new Measurement<double>(age.TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s",
            "Since the addresses of GitHub's hooks were last read or confirmed.");
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Tick, time);
        do
        {
            if (sources.All.Any(source => source.Now().AllowsGitHubHooks) && (readAt is not { } last || time.GetUtcNow() - last >= settings.Interval))
            {
                await ReadAsync(stoppingToken);
            }
        }
        while (await ticks.WaitForNextTickAsync(stoppingToken));
    }

    public async Task ReadAsync(CancellationToken stopping)
    {
        var askedAt = time.GetUtcNow();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, settings.Address);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("webhooks", "1"));
            if (ranges.Tag is { } tag && EntityTagHeaderValue.TryParse(tag, out var known))
            {
                request.Headers.IfNoneMatch.Add(known);
            }

            using var answer = await http.SendAsync(request, stopping);
            if (answer.StatusCode == HttpStatusCode.NotModified)
            {
                ranges.Confirm();
            }
            else
            {
                answer.EnsureSuccessStatusCode();
                var document = await answer.Content.ReadFromJsonAsync(HookRangesJson.Default.GitHubMetaDocument, stopping);
                if (!ranges.TryReplace(document?.Hooks, answer.Headers.ETag?.ToString()))
                {
                    throw new HttpRequestException("It names no networks of hooks, too many, or ones that are none.");
                }
            }

            readAt = askedAt;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            Report(e);
        }
    }

    private void Report(Exception e)
    {
        if (ranges.Age is { } age && age <= GitHubHookRanges.Fresh)
        {
            Log.NotRead(logger, settings.Address, age, e.Message);
        }
        else
        {
            Log.Stale(logger, settings.Address, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "GitHub's addresses at {Address} cannot be read; those from {Age} ago go on counting: {Reason}")]
        public static partial void NotRead(ILogger logger, Uri address, TimeSpan age, string reason);

        [LoggerMessage(2, LogLevel.Error, "GitHub's addresses at {Address} cannot be read and there are none, or only old ones; deliveries from other addresses are answered 503: {Reason}")]
        public static partial void Stale(ILogger logger, Uri address, string reason);
    }
}
