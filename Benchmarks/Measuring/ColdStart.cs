using System.Diagnostics;
using Webhooks.Benchmarks.Reporting;
using Webhooks.Benchmarks.Running;

namespace Webhooks.Benchmarks.Measuring;

/// <summary>A process that has just been started: its first answer, and what it does when it is saturated at once.</summary>
internal static class ColdStart
{
    private const int BodyBytes = 8 * 1024;
    private const int ColdSeconds = 10;

    public static async Task FirstAnswerAsync(Lab lab, Report report)
    {
        List<double> gateway = [];
        List<double> peer = [];
        for (var round = 0; round < lab.Settings.Rounds; round++)
        {
            gateway.Add(await FirstAsync(lab, () => lab.StartGateway(lab.StubAddress, lab.NewFolder())));
            if (lab.HasPeer)
            {
                peer.Add(await FirstAsync(lab, () => lab.StartPeer(lab.StubAddress)));
            }
        }

        report.Section("First answer", "From the start of the process to its first 202.");
        List<string[]> rows = [["gateway", Report.Number(Sample.Median(gateway))]];
        if (peer.Count > 0)
        {
            rows.Add(["peer", Report.Number(Sample.Median(peer))]);
            report.Goal("first answer against the peer", Sample.Median(gateway) / Sample.Median(peer), most: 0.6);
        }

        report.Table(["", "ms"], rows);
    }

    public static async Task SaturatedAsync(Lab lab, Report report)
    {
        List<double> shares = [];
        List<string[]> rows = [];
        for (var round = 0; round < Math.Min(2, lab.Settings.Rounds); round++)
        {
            await using var gateway = await lab.GatewayAsync("gateway", lab.StubAddress);
            var plan = lab.Plan(BodyBytes) with { Seconds = ColdSeconds };
            var cold = await gateway.RunAsync(plan);
            var warm = await gateway.RunAsync(plan with { Seconds = ColdSeconds / 2.0 });
            var late = cold.BySecond.Skip(ColdSeconds - 3).Take(3).Average();
            shares.Add(late / warm.AcceptRate);
            rows.Add([$"{round + 1}", .. cold.BySecond.Take(ColdSeconds).Select(count => Report.Number(count)), Report.Number(warm.AcceptRate)]);
        }

        report.Section("Cold and saturated", "Accepted in each second after the start, then the rate when warm. Closed loop, 8 KB.");
        report.Table(["run", .. Enumerable.Range(1, ColdSeconds).Select(second => $"{second}"), "warm"], rows);
        report.Goal("cold and saturated, seconds 8 to 10, against warm", Sample.Median(shares), least: 0.8);
    }

    private static async Task<double> FirstAsync(Lab lab, Func<ServerProcess> start)
    {
        var began = Stopwatch.GetTimestamp();
        await using var server = start();
        await server.ListeningAsync();
        var result = await lab.Load.RunAsync(lab.Plan(BodyBytes) with { Port = server.Port, Connections = 1, MaximumDeliveries = 1 });
        return result.Accepted == 1 ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : throw new InvalidOperationException($"Not accepted: {result.Failure}");
    }
}
