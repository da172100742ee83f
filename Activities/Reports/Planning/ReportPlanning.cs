using Temporalio.Activities;
using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Planning;

public sealed class ReportPlanning
{
    /// <summary>The period whose cut-off is at that moment or was the last before it.</summary>
    [Activity]
    public string PeriodAt(ReportKind kind, DateTimeOffset moment) => throw new NotSupportedException($"{kind} {moment}");

    /// <summary>When a period is over and what belongs to it may be read: its cut-off and a grace for what is under way. No edition on such a day: fails with <see cref="ErrorTypes.NoSuchReport"/>.</summary>
    [Activity]
    public DateTimeOffset ReadyAt(ReportKind kind, string period) => throw new NotSupportedException($"{kind} {period}");

    /// <summary>Fixes what is read. Reads the ledger's end only.</summary>
    [Activity]
    public Task<ReportPlan> PlanAsync(ReportKind kind, string period) => throw new NotSupportedException($"{kind} {period}");

    /// <summary>Days with an edition, of which a delivery came after that was closed; oldest first.</summary>
    [Activity]
    public Task<IReadOnlyList<string>> FindAmendmentsAsync(DateTimeOffset until) => throw new NotSupportedException($"{until}");
}
