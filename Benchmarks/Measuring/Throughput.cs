using System.Globalization;
using Webhooks.Benchmarks.Reporting;
using Webhooks.Benchmarks.Running;
using Webhooks.Benchmarks.Servers;

namespace Webhooks.Benchmarks.Measuring;

/// <summary>Closed loop, 64 connections: what each stage costs at four sizes of body, and what the peer does.</summary>
internal static class Throughput
{
    private const int Main = 8;
    private static readonly int[] Kilobytes = [Main, 2, 25, 250];

    public static async Task MeasureAsync(Lab lab, Report report)
    {
        var subjects = await StartAsync(lab);
        try
        {
            report.Section("Throughput", "Closed loop, 64 connections. *sustained* counts until the last delivery was signalled. Signals go to a stub unless the embedded server is named.");
            foreach (var size in Kilobytes)
            {
                await MeasureAsync(lab, report, subjects, size);
            }
        }
        finally
        {
            foreach (var subject in subjects)
            {
                await subject.DisposeAsync();
            }
        }
    }

    private static async Task<List<Subject>> StartAsync(Lab lab)
    {
        List<Subject> subjects = [];
        foreach (var stage in Enum.GetValues<Stage>())
        {
            subjects.Add(await lab.StageAsync(stage));
        }

        subjects.Add(await lab.GatewayAsync("journal", $"127.0.0.1:{ServerProcess.FreePort()}", waits: false));
        subjects.Add(await lab.GatewayAsync("gateway", lab.StubAddress));
        subjects.Add(await lab.GatewayAsync("gateway, one log line a delivery", lab.StubAddress, logs: true));
        subjects.Add(await lab.GatewayAsync("gateway, embedded server", lab.EmbeddedAddress));
        if (lab.HasPeer)
        {
            subjects.Add(await lab.PeerAsync(lab.StubAddress));
        }

        return subjects;
    }

    private static async Task MeasureAsync(Lab lab, Report report, List<Subject> subjects, int kilobytes)
    {
        var plan = lab.Plan(kilobytes * 1024);
        var compared = kilobytes == Main ? subjects : subjects.FindAll(subject => !subject.Name.Contains(',', StringComparison.Ordinal));
        if (kilobytes == Main)
        {
            await Rounds.WarmAsync(compared, plan);
        }

        var medians = await Rounds.MedianAsync(compared, plan, kilobytes == Main ? lab.Settings.Rounds : Math.Min(3, lab.Settings.Rounds));
        var byName = compared.Zip(medians).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
        report.Table(
            [$"{kilobytes} KB", "accepted/s", "sustained/s", "p50 ms", "p99 ms", "CPU µs a delivery", "RSS MB"],
            byName.Select(pair => Row(pair.Key, pair.Value)));
        report.Table(["", ""], []);
        Judge(report, byName, kilobytes);
    }

    private static string[] Row(string name, Sample sample) =>
        [name, .. new[] { sample.AcceptRate, sample.SustainedRate, sample.P50, sample.P99, sample.Micros, sample.Megabytes }.Select(Report.Number)];

    private static void Judge(Report report, Dictionary<string, Sample> by, int kilobytes)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{kilobytes} KB");
        var gateway = by["gateway"];
        report.Goal($"durable against not durable, {size}", gateway.SustainedRate / by["signal"].SustainedRate, least: 0.7);
        if (kilobytes == Main)
        {
            report.Goal("share of an echo: + verify", by["verify"].AcceptRate / by["echo"].AcceptRate, least: 0.75);
            report.Goal("share of an echo: + route", by["route"].AcceptRate / by["echo"].AcceptRate, least: 0.62);
            report.Goal("share of an echo: + signal", by["signal"].AcceptRate / by["echo"].AcceptRate, least: 0.38);
        }

        if (!by.TryGetValue("peer", out var peer))
        {
            return;
        }

        report.Goal($"gateway against the peer, {size}", gateway.SustainedRate / peer.AcceptRate, least: kilobytes == Main ? 5 : 4);
        var goal = kilobytes switch { 2 => 8, 8 => 7, _ => 5 };
        report.Goal($"without durability against the peer, {size}", by["signal"].AcceptRate / peer.AcceptRate, least: goal);
        if (kilobytes == Main)
        {
            report.Goal("CPU a delivery against the peer", gateway.Micros / peer.Micros, most: 1 / 7.0);
            report.Goal("memory against the peer", gateway.Megabytes / peer.Megabytes, most: 0.7);
        }
    }
}
