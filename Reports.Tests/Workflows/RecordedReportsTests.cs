using Temporalio.Exceptions;
using Webhooks.Activities;
using Webhooks.Contracts.Reports;

namespace Webhooks.Reports.Tests.Workflows;

/// <summary>The runs that are kept among the recorded histories, made now.</summary>
public sealed class RecordedReportsTests : IAsyncLifetime
{
    private ReportsWorld world = null!; // Set by InitializeAsync, which the runner calls before each test.

    public async Task InitializeAsync() => world = await ReportsWorld.StartAsync();

    public Task DisposeAsync() => world.DisposeAsync().AsTask();

    [Fact]
    public async Task Runs_of_days_replay()
    {
        var day = await world.PastDayAsync();
        await world.DailyAsync(day);
        await KeepAsync(ReportKind.Daily, day, "daily-report");
        await world.DailyAsync(day);
        await KeepAsync(ReportKind.Daily, day, "daily-report-unchanged");
        (world.Reports.Figures, world.Reports.Digest) = (TestFigures.Of(), new string('b', 64));
        await world.DailyAsync(day);
        await KeepAsync(ReportKind.Daily, day, "daily-report-quiet-amended");
    }

    [Fact]
    public async Task Runs_of_days_with_failures_replay()
    {
        var day = await world.PastDayAsync();
        world.Reports.Fail("CollectTickets");
        world.Reports.Fail("GenerateText");
        world.Reports.Fail("UploadReport");
        await world.DailyAsync(day);
        await KeepAsync(ReportKind.Daily, day, "daily-report-degraded");
        world.Reports.FailForGood("BuildWord", ErrorTypes.ReportInconsistent);
        await Assert.ThrowsAsync<WorkflowFailedException>(() => world.DailyAsync(day));
        await KeepAsync(ReportKind.Daily, day, "daily-report-inconsistent");
    }

    [Fact]
    public async Task Runs_of_weeks_replay()
    {
        var week = await world.LastWeekAsync();
        await world.WeeklyAsync(week);
        await KeepAsync(ReportKind.Weekly, week, "weekly-report");
        world.Reports.Fail("Mail");
        world.Reports.Fail("Archive");
        world.Reports.Digest = new string('b', 64);
        await world.WeeklyAsync(week);
        await KeepAsync(ReportKind.Weekly, week, "weekly-report-not-mailed");
    }

    [Fact]
    public async Task Runs_of_what_is_due_replay()
    {
        var due = await world.StartDueAsync(DueReports.Weekly);
        await due.GetResultAsync();
        await ReportsWorld.KeepAsync("reports-due", await due.FetchHistoryAsync());
        world.Reports.Amendments = ["2026-11-02", "2026-02-30"];
        var amendments = await world.StartDueAsync(DueReports.Amendments);
        await Assert.ThrowsAsync<WorkflowFailedException>(() => amendments.GetResultAsync());
        await ReportsWorld.KeepAsync("reports-due-amendments", await amendments.FetchHistoryAsync());
    }

    private async Task KeepAsync(ReportKind kind, string period, string name) =>
        await ReportsWorld.KeepAsync(name, await world.Client.GetWorkflowHandle(ReportPeriod.WorkflowId(kind, period)).FetchHistoryAsync());
}
