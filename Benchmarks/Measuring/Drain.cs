using System.Diagnostics;
using Webhooks.Benchmarks.Reporting;
using Webhooks.Benchmarks.Running;

namespace Webhooks.Benchmarks.Measuring;

/// <summary>Temporal comes back after an outage: how fast the backlog goes, and what those pay who deliver meanwhile.</summary>
internal static class Drain
{
    private const int BodyBytes = 8 * 1024;
    private const double LiveRate = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task MeasureAsync(Lab lab, Report report)
    {
        var port = ServerProcess.FreePort();
        var backlog = lab.Settings.Quick ? 2_000 : 60_000;
        await using var gateway = await lab.GatewayAsync("gateway", $"127.0.0.1:{port}", waits: false);
        var plan = lab.Plan(BodyBytes);
        await gateway.RunAsync(plan with { Seconds = Patience.TotalSeconds, MaximumDeliveries = backlog });

        await using var stub = lab.Stub(port);
        var oldest = await gateway.OldestPendingAsync() ?? throw new InvalidOperationException("Nothing waits for Temporal.");
        await PassedAsync(gateway, oldest);
        var began = Stopwatch.GetTimestamp();
        var live = plan with { Rate = LiveRate, Connections = 32, Seconds = lab.Settings.Quick ? 0.2 : 3 };
        var during = gateway.RunAsync(live);
        await PassedAsync(gateway, oldest + backlog - 1);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var busy = await during;
        var quiet = await gateway.RunAsync(live);

        report.Section("Drain after an outage", $"{Report.Number(backlog)} deliveries waited; meanwhile {LiveRate} new ones a second.");
        report.Table(
            ["drained/s", "live p50 ms", "live p99 ms", "p50 ms afterwards", "p99 ms afterwards"],
            [[.. new[] { backlog / took, busy.P50, busy.P99, quiet.P50, quiet.P99 }.Select(Report.Number)]]);
        report.Goal("drain after an outage", backlog / took, least: 5_000, unit: "deliveries/s");
        report.Goal("live answers (p50) while it drains against afterwards", busy.P50 / quiet.P50, most: 1.2);
    }

    /// <summary>Ends when no delivery up to <paramref name="sequence"/> waits.</summary>
    private static async Task PassedAsync(Subject gateway, long sequence)
    {
        var began = Stopwatch.GetTimestamp();
        while (await gateway.OldestPendingAsync() <= sequence)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException("The backlog does not drain.");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
