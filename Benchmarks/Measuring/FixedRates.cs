using Webhooks.Benchmarks.Reporting;
using Webhooks.Benchmarks.Running;

namespace Webhooks.Benchmarks.Measuring;

/// <summary>Open loop at a fixed rate: how long an answer takes when nobody waits for the one before.</summary>
internal static class FixedRates
{
    private const int BodyBytes = 8 * 1024;
    private static readonly double[] Rates = [500, 1200];

    public static async Task MeasureAsync(Lab lab, Report report)
    {
        await using var gateway = await lab.GatewayAsync("gateway", lab.StubAddress);
        await using var peer = lab.HasPeer ? await lab.PeerAsync(lab.StubAddress) : null;
        List<Subject> subjects = peer is null ? [gateway] : [gateway, peer];
        var plan = lab.Plan(BodyBytes) with { Connections = 128 };
        await Rounds.WarmAsync(subjects, plan);
        report.Section(
            "Fixed rate", "Open loop, 8 KB. Latency counts from when a request was due. *journal alone* is what the disk takes of it: no server, no ledger, no signals.");
        List<string[]> rows = [];
        foreach (var rate in Rates)
        {
            var medians = await Rounds.MedianAsync(subjects, plan with { Rate = rate, Seconds = 2 * plan.Seconds }, lab.Settings.Rounds);
            rows.AddRange(subjects.Zip(medians, (subject, median) =>
                (string[])[subject.Name, Report.Number(rate), Report.Number(median.P50), Report.Number(median.P99), Report.Number(median.Micros)]));
            var disk = new List<(double P50, double P99)>();
            for (var round = 0; round < lab.Settings.Rounds; round++)
            {
                disk.Add(await JournalAlone.MeasureAsync(lab, BodyBytes, rate, 2 * plan.Seconds));
            }

            rows.Add(["journal alone", Report.Number(rate), Report.Number(Sample.Median(disk.Select(run => run.P50))), Report.Number(Sample.Median(disk.Select(run => run.P99))), ""]);
            report.Goal($"p99 at {rate}/s", medians[0].P99, most: 5, unit: "ms");
            if (peer is not null)
            {
                report.Goal($"p99 against the peer at {rate}/s", medians[0].P99 / medians[1].P99, most: 0.1);
            }
        }

        report.Table(["", "requests/s", "p50 ms", "p99 ms", "CPU µs a delivery"], rows);
    }
}
