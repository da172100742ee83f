using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Webhooks.Benchmarks.Measuring;
using Webhooks.Benchmarks.Reporting;
using Webhooks.Benchmarks.Running;
using Webhooks.Benchmarks.Timing;

namespace Webhooks.Benchmarks;

/// <summary>The command line: <c>dotnet run -c Release --project Benchmarks</c>.</summary>
internal static class BenchmarkCommand
{
    private static readonly Dictionary<string, Func<Lab, Report, Task>> Measurements = new(StringComparer.Ordinal)
    {
        ["throughput"] = Throughput.MeasureAsync,
        ["rates"] = FixedRates.MeasureAsync,
        ["first"] = ColdStart.FirstAnswerAsync,
        ["cold"] = ColdStart.SaturatedAsync,
        ["drain"] = Drain.MeasureAsync,
        ["ledger"] = LargeLedger.MeasureAsync,
        ["reports"] = WeekReports.MeasureAsync,
    };

    public static RootCommand Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Short runs: shows that everything works; the figures say little." };
        var output = new Option<string?>("--output") { Description = "Also write the report to this file.", HelpName = "FILE" };
        var only = new Option<string[]>("--only") { Description = $"Only these: {string.Join(", ", Measurements.Keys)}.", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong([.. Measurements.Keys]);
        var command = new RootCommand("Measures the gateway, each of its stages, a Node peer and the reports of a large week on this machine. Linux; two cores with nothing else to do.") { quick, output, only, TimingCommand.Create() };
        command.SetAction(parsed => RunAsync(
            new BenchmarkSettings { Quick = parsed.GetValue(quick) }, parsed.GetValue(only) is { Length: > 0 } chosen ? chosen : [.. Measurements.Keys], parsed.GetValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(BenchmarkSettings settings, string[] chosen, string? output)
    {
        var report = new Report();
        await using (var lab = await Lab.OpenAsync(settings))
        {
            foreach (var name in chosen)
            {
                var began = Stopwatch.GetTimestamp();
                await Measurements[name](lab, report);
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
            }
        }

        var text = report.Finish();
        await Console.Out.WriteAsync(text);
        if (output is not null)
        {
            await File.WriteAllTextAsync(output, text);
        }

        return 0;
    }
}
