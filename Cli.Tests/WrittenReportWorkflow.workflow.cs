using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;

namespace Webhooks.Cli.Tests;

/// <summary>A report's workflow as the command sees it: Mondays fail.</summary>
[Workflow(WorkflowNames.DailyDocumentation)]
public sealed class WrittenReportWorkflow
{
    private ReportRequest? request;

    [WorkflowQuery(WorkflowNames.StateQuery)]
    public ReportState State() => new()
    {
        Period = request?.Period ?? "",
        Edition = 1,
        Steps = [new ReportStep { Name = "plan", State = ReportStepState.Done }, new ReportStep { Name = "upload-word", State = ReportStepState.Degraded, Reason = "unavailable" }],
    };

    [WorkflowRun]
    public Task<ReportResult> RunAsync(ReportRequest request)
    {
        this.request = request;
        ArgumentNullException.ThrowIfNull(request);
        return ReportPeriod.First(ReportKind.Daily, request.Period)?.DayOfWeek == DayOfWeek.Monday
            ? throw new ApplicationFailureException("The numbers do not add up.", "ReportInconsistentError", nonRetryable: true)
            : Task.FromResult(new ReportResult
            {
                Period = request.Period,
                Edition = request.AnnouncesPreliminary ? 0 : 1,
                IsUnchanged = false,
                Documents = [new PublishedDocument { Name = "Daily.docx", Path = $"Daily Reports/{request.Period}.docx" }],
                Commits = 3,
                Tickets = 2,
                Deployments = 1,
            });
    }
}
