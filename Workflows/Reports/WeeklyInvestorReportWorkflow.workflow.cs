using Temporalio.Workflows;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;

namespace Webhooks.Workflows.Reports;

/// <summary>Writes a week's report. Its id is the period's (<see cref="ReportPeriod.WorkflowId"/>), so that two editions are never written at once.</summary>
[Workflow(WorkflowNames.WeeklyInvestorReport)]
public sealed class WeeklyInvestorReportWorkflow
{
    private readonly ReportRun run;

    // Queries may come before the first line of the run method.
    [WorkflowInit]
    public WeeklyInvestorReportWorkflow(ReportRequest request) => run = new ReportRun(ReportKind.Weekly, request);

    [WorkflowQuery(WorkflowNames.StateQuery)]
    public ReportState State() => run.State;

    [WorkflowRun]
    public Task<ReportResult> RunAsync(ReportRequest request) => run.RunAsync();
}
