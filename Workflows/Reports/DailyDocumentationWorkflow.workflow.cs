using Temporalio.Workflows;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;

namespace Webhooks.Workflows.Reports;

/// <summary>Writes a day's report. Its id is the period's (<see cref="ReportPeriod.WorkflowId"/>), so that two editions are never written at once.</summary>
[Workflow(WorkflowNames.DailyDocumentation)]
public sealed class DailyDocumentationWorkflow
{
    private readonly ReportRun run;

    // Queries may come before the first line of the run method.
    [WorkflowInit]
    public DailyDocumentationWorkflow(ReportRequest request) => run = new ReportRun(ReportKind.Daily, request);

    [WorkflowQuery(WorkflowNames.StateQuery)]
    public ReportState State() => run.State;

    [WorkflowRun]
    public Task<ReportResult> RunAsync(ReportRequest request) => run.RunAsync();
}
