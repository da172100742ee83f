using System.Diagnostics;
using System.Globalization;
using Webhooks.Benchmarks.Reporting;
using Webhooks.Benchmarks.Running;
using Webhooks.Benchmarks.Week;
using Webhooks.Contracts.Reports;

namespace Webhooks.Benchmarks.Measuring;

/// <summary>The reports of a large week and of its busiest day, asked for as an operator would, of a worker that has just been started.</summary>
internal static class WeekReports
{
    private const int MostRounds = 3;
    private const double Kilobyte = 1024;

    /// <summary>What a round leaves behind, so that the next one writes a first edition too.</summary>
    private static readonly string[] Written = ["reports", "documents", "outbox"];

    public static async Task MeasureAsync(Lab lab, Report report)
    {
        var week = lab.Settings.Quick ? new LargeWeek(1_000, 200) : new LargeWeek(10_000, 2_000);
        var folder = lab.NewFolder();
        var began = Stopwatch.GetTimestamp();
        var deliveries = await WeekFolder.FillAsync(folder, week);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Report.Number(deliveries)} deliveries written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));

        List<WrittenReport> weekly = [];
        List<WrittenReport> daily = [];
        for (var round = 0; round < Math.Min(MostRounds, lab.Settings.Rounds); round++)
        {
            await using var worker = await ReportWorker.StartAsync(lab, folder);
            weekly.Add(await worker.WriteAsync(ReportKind.Weekly, LargeWeek.Period));
            Require(week, weekly[^1].Result);
            daily.Add(await worker.WriteAsync(ReportKind.Daily, week.BusiestDay));
            foreach (var name in Written)
            {
                Directory.Delete(Path.Combine(folder, name), recursive: true);
            }
        }

        Tell(report, week, deliveries, weekly, daily);
    }

    /// <exception cref="InvalidOperationException">The report is not about all of the week.</exception>
    private static void Require(LargeWeek week, ReportResult result)
    {
        if ((result.Commits, result.Tickets) != (week.Commits, week.Tickets))
        {
            throw new InvalidOperationException($"The weekly report has {result.Commits} commits and {result.Tickets} tickets.");
        }
    }

    private static void Tell(Report report, LargeWeek week, int deliveries, List<WrittenReport> weekly, List<WrittenReport> daily)
    {
        var (commits, tickets) = (Report.Number(week.Commits), Report.Number(week.Tickets));
        report.Section("Reports of a large week", $"{commits} commits, {tickets} tickets, {Report.Number(week.PullRequests)} pull requests: {Report.Number(deliveries)} deliveries. A worker that has just been started writes the week, then its busiest day.");
        report.Table(
            ["report", "commits", "tickets", "s", "s, slowest run", "processor s", "peak RSS MB since the start", "documents KB"],
            [Row($"week {LargeWeek.Period}", weekly), Row($"day {week.BusiestDay}", daily)]);
        report.Section("Steps of these reports", "Seconds; those of the same kind are done side by side.");
        report.Table(
            ["step", "week", "day"],
            weekly[0].Steps.Select(step => step.Name).Where(step => weekly[0].SecondsOf(step) is not null).Select(step => (string[])[step, Seconds(weekly, step), Seconds(daily, step)]));
        report.Goal($"weekly reports of {commits} commits and {tickets} tickets, from asking to done", Median(weekly, each => each.Seconds), most: 60, unit: "s");
        report.Goal("memory of the worker that writes them and the busiest day's, at its peak", Median(daily, each => each.PeakMegabytes), most: 500, unit: "MB");
    }

    private static string[] Row(string name, List<WrittenReport> reports) =>
    [
        name,
        Report.Number(reports[0].Result.Commits),
        Report.Number(reports[0].Result.Tickets),
        Report.Number(Median(reports, each => each.Seconds)),
        Report.Number(reports.Max(each => each.Seconds)),
        Report.Number(Median(reports, each => each.ProcessorSeconds)),
        Report.Number(Median(reports, each => each.PeakMegabytes)),
        string.Join(", ", reports[0].Documents.Select(document => $"{Path.GetExtension(document.Key)[1..]} {Report.Number(document.Value / Kilobyte)}")),
    ];

    private static string Seconds(List<WrittenReport> reports, string step) =>
        reports.TrueForAll(each => each.SecondsOf(step) is not null) ? Report.Number(Median(reports, each => each.SecondsOf(step) ?? 0)) : "–";

    private static double Median(List<WrittenReport> reports, Func<WrittenReport, double> figure) => Sample.Median(reports.Select(figure));
}
