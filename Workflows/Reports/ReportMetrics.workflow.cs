using System.Diagnostics.Metrics;
using Temporalio.Workflows;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Contracts.Reports;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Reports;

/// <summary>Meter <c>Webhooks.Reports</c>. A replay counts nothing again; tags come from closed sets.</summary>
internal static class ReportMetrics
{
    public const string MeterName = "Webhooks.Reports";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Reports = Meter.CreateCounter<long>("webhooks.reports", "{report}", "Reports by how they ended.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("webhooks.report.duration", "s", "From the start of a report's workflow to its end, waiting included.");

    private static readonly Histogram<double> PhaseDuration =
        Meter.CreateHistogram<double>("webhooks.report.phase.duration", "s", "Reading the sources, writing texts, building and uploading documents; retries included.");

    private static readonly Counter<long> Commits = Meter.CreateCounter<long>("webhooks.report.commits", "{commit}", "Commits in reports.");

    private static readonly Counter<long> Tickets = Meter.CreateCounter<long>("webhooks.report.tickets", "{ticket}", "Tickets in reports.");

    private static readonly Counter<long> Editions = Meter.CreateCounter<long>("webhooks.report.editions", "{edition}", "Editions that were published.");

    private static readonly Counter<long> Mails = Meter.CreateCounter<long>("webhooks.report.mails", "{mail}", "Investor mails by what became of them.");

    private static readonly Counter<long> Anomalies = Meter.CreateCounter<long>("webhooks.report.cost_anomalies", "{anomaly}", "Days that cost far more than those before them, each counted once.");

    public static void Phase(ReportKind kind, string phase, DateTime begin)
    {
        if (!Workflow.Unsafe.IsReplaying)
        {
            PhaseDuration.Record((Workflow.UtcNow - begin).TotalSeconds, Of(kind), new("phase", phase));
        }
    }

    public static void Collected(ReportEdition edition)
    {
        Count(Commits, edition.Figures.Commits, Of(edition.Kind));
        Count(Tickets, edition.Figures.Tickets, Of(edition.Kind));
        // What a preliminary report shows is counted with the first edition.
        Count(Anomalies, edition.Number > 0 ? edition.Anomalies.Count : 0, Of(edition.Kind));
    }

    public static void Mailed(SkippedStep? skipped, bool isDue)
    {
        var outcome = (skipped, isDue) switch
        {
            ({ }, _) => "failed",
            (null, true) => "sent",
            (null, false) => "nobody-configured",
        };
        Count(Mails, 1, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public static void Ended(ReportKind kind, ReportResult result, TimeSpan duration)
    {
        var edition = result switch
        {
            { IsUnchanged: true } => "unchanged",
            { Edition: 0 } => "preliminary",
            { Edition: 1 } => "first",
            _ => "amended",
        };
        Count(Editions, 1, Of(kind), new("edition", edition));
        Record(kind, "written", duration);
    }

    public static void Failed(ReportKind kind, string outcome, TimeSpan duration) => Record(kind, outcome, duration);

    private static void Record(ReportKind kind, string outcome, TimeSpan duration)
    {
        Count(Reports, 1, Of(kind), new("outcome", outcome));
        if (!Workflow.Unsafe.IsReplaying)
        {
            Duration.Record(duration.TotalSeconds, Of(kind), new("outcome", outcome));
        }
    }

    private static KeyValuePair<string, object?> Of(ReportKind kind) => new("kind", kind switch
    {
        ReportKind.Daily => "daily",
        ReportKind.Weekly => "weekly",
    });

    private static void Count(Counter<long> counter, long count, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!Workflow.Unsafe.IsReplaying && count > 0)
        {
            counter.Add(count, tags);
        }
    }
}
