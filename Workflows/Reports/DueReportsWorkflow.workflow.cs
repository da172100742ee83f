using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Reports;

/// <summary>
/// Has the reports written that are due at the time of its schedule: not at the time it runs, so that a schedule that was away for three days
/// has three days written. It does not write them itself, because a report's workflow has the id of its period and schedules add a time to theirs.
/// </summary>
[Workflow(WorkflowNames.DueReports)]
public sealed partial class DueReportsWorkflow
{
    private const string ReportFailed = "ReportFailed";

    /// <summary>How often a report that is being written is looked at again before it is left alone.</summary>
    private const int MostTries = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private static readonly SearchAttributeKey<DateTimeOffset> ScheduledAt = SearchAttributeKey.CreateDateTimeOffset("TemporalScheduledStartTime");

    private readonly List<string> written = [];
    private readonly List<string> leftAlone = [];
    private readonly List<string> failed = [];

    [WorkflowRun]
    public async Task<DueReportsResult> RunAsync(DueReports due)
    {
        var moment = Workflow.TypedSearchAttributes.TryGetValue(ScheduledAt, out var scheduled) ? scheduled : new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero);
        switch (due)
        {
            case DueReports.Daily:
                await WriteAsync(ReportKind.Daily, await PeriodAtAsync(ReportKind.Daily, moment), MostTries);
                break;
            case DueReports.Weekly:
                await WriteAsync(ReportKind.Weekly, await PeriodAtAsync(ReportKind.Weekly, moment), MostTries);
                break;
            case DueReports.Amendments:
                // One that is being written now is found again the next time, if it was too late for it.
                foreach (var day in await AmendmentsAsync())
                {
                    await WriteAsync(ReportKind.Daily, day, tries: 1);
                }

                break;
        }

        return failed.Count > 0
            ? throw new ApplicationFailureException($"Reports that could not be written: {string.Join(", ", failed)}.", ReportFailed, nonRetryable: true)
            : new DueReportsResult { Written = written, LeftAlone = leftAlone };
    }

    private static Task<string> PeriodAtAsync(ReportKind kind, DateTimeOffset moment) =>
        Workflow.ExecuteActivityAsync((ReportPlanning activities) => activities.PeriodAt(kind, moment), ActivityPolicies.Standard);

    /// <summary>Of now, whenever that was due: what came since counts too.</summary>
    private static Task<IReadOnlyList<string>> AmendmentsAsync()
    {
        var until = new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero);
        return Workflow.ExecuteActivityAsync((ReportPlanning activities) => activities.FindAmendmentsAsync(until), ActivityPolicies.Reporting);
    }

    private async Task WriteAsync(ReportKind kind, string period, int tries)
    {
        for (var tried = 0; tried < tries; tried++)
        {
            // Perhaps it is a preliminary one, which somebody asked for shortly before the period was over.
            if (tried > 0)
            {
                await Workflow.DelayAsync(Pause);
            }

            if (await TryWriteAsync(kind, period))
            {
                return;
            }
        }

        Log.LeftAlone(Workflow.Logger, period);
        leftAlone.Add(period);
    }

    /// <returns>False when it is being written already.</returns>
    private async Task<bool> TryWriteAsync(ReportKind kind, string period)
    {
        try
        {
            await ExecuteAsync(kind, period);
            written.Add(period);
        }
        catch (WorkflowAlreadyStartedException)
        {
            return false;
        }
        catch (ChildWorkflowFailureException failure) when (StepFailure.IsOfTheStep(failure))
        {
            // It has told people itself; the other periods have nothing to do with it.
            failed.Add($"{period} ({FailureName.Of(failure)})");
        }

        return true;
    }

    private static Task<ReportResult> ExecuteAsync(ReportKind kind, string period)
    {
        var request = new ReportRequest { Period = period };
        var options = new ChildWorkflowOptions { Id = ReportPeriod.WorkflowId(kind, period) };
        return kind switch
        {
            ReportKind.Daily => Workflow.ExecuteChildWorkflowAsync((DailyDocumentationWorkflow workflow) => workflow.RunAsync(request), options),
            ReportKind.Weekly => Workflow.ExecuteChildWorkflowAsync((WeeklyInvestorReportWorkflow workflow) => workflow.RunAsync(request), options),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The report of {Period} is being written by somebody else and is left alone.")]
        public static partial void LeftAlone(ILogger logger, string period);
    }
}
