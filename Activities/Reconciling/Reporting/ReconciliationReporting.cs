using Microsoft.Extensions.Logging;
using Temporalio.Activities;

namespace Webhooks.Activities.Reconciling.Reporting;

/// <summary>Tells people what a run found: one line a run, one more for everything that is lost.</summary>
public sealed partial class ReconciliationReporting(ReconcilerMetrics metrics, ILogger<ReconciliationReporting> logger)
{
    /// <summary>Reports a run. Run again it says the same again.</summary>
    [Activity]
    public void ReportReconciliation(ReconciliationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        metrics.Record(report);
        foreach (var each in report.Lost)
        {
            Log.Lost(logger, report.Source, each.Identifier, each.What, each.At, each.Reason);
        }

        var counts = report.Counts;
        if (report.Failure is not { } failure)
        {
            Log.Complete(logger, report.Source, report.ReconciledTo, counts.Checked, counts.Requested, counts.Recovered, counts.Lost);
        }
        else
        {
            Log.Incomplete(
                logger, NeedsPerson(failure) || report.IsUrgent ? LogLevel.Error : LogLevel.Warning, report.Source, failure, report.ReconciledTo, counts.Requested);
        }
    }

    private static bool NeedsPerson(string failure) => failure is ErrorTypes.Authentication or ErrorTypes.Configuration;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Reconciled {Source} up to {ReconciledTo}: {Checked} checked, {Requested} requested, {Recovered} recovered, {Lost} lost.")]
        public static partial void Complete(ILogger logger, string source, DateTimeOffset? reconciledTo, int @checked, int requested, int recovered, int lost);

        [LoggerMessage(2, LogLevel.Error, "A delivery of {Source} cannot be got back: {Identifier} ({What}) of {At}, {Reason}.")]
        public static partial void Lost(ILogger logger, string source, string identifier, string what, DateTimeOffset at, string reason);

        [LoggerMessage(EventId = 3, Message = "Reconciling {Source} ended early with {Failure}; it is complete up to {ReconciledTo}, {Requested} requested.")]
        public static partial void Incomplete(ILogger logger, LogLevel level, string source, string failure, DateTimeOffset? reconciledTo, int requested);
    }
}
