using System.Globalization;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Contracts.Reports;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reports.Planning;

public sealed class ReportPlanning(ReportCalendar calendar, IDeliveryLedger ledger, ReportFolder folder)
{
    private const string RunTime = "yyyyMMddHHmm";

    /// <summary>What a run that failed left behind is not looked at any more.</summary>
    private static readonly TimeSpan RunsKept = TimeSpan.FromDays(7);

    /// <summary>The period whose cut-off is at that moment or was the last before it.</summary>
    [Activity]
    public string PeriodAt(ReportKind kind, DateTimeOffset moment) => calendar.PeriodAt(kind, moment);

    /// <summary>When a period is over and what belongs to it may be read: its cut-off and a grace for what is under way. No edition on such a day: fails with <see cref="ErrorTypes.NoSuchReport"/>.</summary>
    [Activity]
    public DateTimeOffset ReadyAt(ReportKind kind, string period) => calendar.Window(kind, period).To + calendar.Settings.Grace;

    /// <summary>Fixes what is read. Reads the ledger's end and manifests only.</summary>
    [Activity]
    public async Task<ReportPlan> PlanAsync(ReportKind kind, string period)
    {
        var context = ActivityExecutionContext.Current;
        var window = calendar.Window(kind, period);
        var at = new DateTimeOffset(DateTime.SpecifyKind(context.Info.ScheduledTime, DateTimeKind.Utc));
        var newest = await NewestAsync(context.CancellationToken);
        var first = folder.EditionsOf(kind, period) is [var closed, ..] ? closed : null;
        RemoveOldRuns(at);
        return new ReportPlan
        {
            Kind = kind,
            Period = period,
            Window = window,
            IsPreliminary = at < window.To,
            // A week is not amended: what came after its report is in the next one.
            LastSequence = kind == ReportKind.Weekly && first is not null ? Math.Min(newest, first.LastSequence) : newest,
            LateAfter = kind == ReportKind.Daily ? first?.LastSequence : null,
            UnseenAfter = kind == ReportKind.Weekly && folder.EditionsOf(kind, calendar.Previous(kind, period)) is [var before, ..] ? before.LastSequence : null,
            At = at,
            Work = $"{at.UtcDateTime.ToString(RunTime, CultureInfo.InvariantCulture)}-{context.Info.WorkflowRunId}",
        };
    }

    /// <summary>Days with an edition, of which a delivery came after that was closed; oldest first.</summary>
    [Activity]
    public Task<IReadOnlyList<string>> FindAmendmentsAsync(DateTimeOffset until) =>
        new AmendmentSearch(calendar, ledger, folder).FindAsync(until, ActivityExecutionContext.Current.CancellationToken);

    private async Task<long> NewestAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ledger.ListAsync(new DeliveryFilter { Limit = 1 }, cancellationToken) is [var newest] ? newest.Sequence : 0;
        }
        catch (LedgerUnavailableException failure)
        {
            throw new ApplicationFailureException(failure.Message, failure, ErrorTypes.Ledger);
        }
    }

    private void RemoveOldRuns(DateTimeOffset now)
    {
        foreach (var run in folder.Runs())
        {
            if (run.Length > RunTime.Length
                && DateTimeOffset.TryParseExact(run[..RunTime.Length], RunTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                && now - at > RunsKept)
            {
                folder.DeleteWork(run);
            }
        }
    }
}
