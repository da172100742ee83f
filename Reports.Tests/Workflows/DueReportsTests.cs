using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;
using Webhooks.Worker.Reports;
using Webhooks.Worker.Schedules;
using Webhooks.Workflows.Reports;

namespace Webhooks.Reports.Tests.Workflows;

public sealed class DueReportsTests : IAsyncLifetime
{
    private ReportsWorld world = null!; // Set by InitializeAsync, which the runner calls before each test.

    public async Task InitializeAsync() => world = await ReportsWorld.StartAsync();

    public Task DisposeAsync() => world.DisposeAsync().AsTask();

    [Fact]
    public async Task The_schedules_time_counts_and_not_the_time_of_the_run()
    {
        var monday = new DateTime(2026, 11, 2, 0, 0, 0, DateTimeKind.Utc);
        await ScheduleApplication.ApplyAsync(world.Client, ReportSchedules.Of(new ReportSettings()), CancellationToken.None);
        var schedule = world.Client.GetScheduleHandle(ReportSchedules.DailyId);

        await schedule.BackfillAsync([new ScheduleBackfill(monday, monday.AddDays(7))]);

        string[] days = ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06"];
        foreach (var day in days)
        {
            await world.StartedAsync(ReportPeriod.WorkflowId(ReportKind.Daily, day));
            Assert.Equal(1, (await world.Client.GetWorkflowHandle(ReportPeriod.WorkflowId(ReportKind.Daily, day)).GetResultAsync<ReportResult>()).Edition);
        }

        Assert.Contains("PeriodAt 2026-11-02 18:00:00Z", world.Reports.Attempts);
    }

    [Fact]
    public async Task A_week_is_due_on_friday()
    {
        var result = await world.DueAsync(DueReports.Weekly);

        Assert.Equal(3, Assert.Single(world.Reports.Published).Count);
        Assert.Single(result.Written);
    }

    [Fact]
    public async Task Each_day_that_is_to_be_amended_is_written_and_one_that_fails_holds_up_no_other()
    {
        world.Reports.Amendments = ["2026-11-02", "2026-02-30", "2026-11-04"];

        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => world.DueAsync(DueReports.Amendments));

        Assert.Equal(["2026-11-02", "2026-11-04"], world.Reports.Plans.Select(plan => plan.Period));
        Assert.Contains("2026-02-30 (no-such-report-error)", failure.InnerException!.Message, StringComparison.Ordinal); // A failed workflow has a cause.
    }

    [Fact]
    public async Task Nothing_to_amend_is_nothing_to_do()
    {
        var result = await world.DueAsync(DueReports.Amendments);

        Assert.Empty(result.Written.Concat(result.LeftAlone));
        Assert.Empty(world.Reports.Plans);
    }

    [Fact]
    public async Task An_amendment_of_a_day_that_is_being_written_is_left_to_the_next_time()
    {
        var day = await world.PastDayAsync();
        world.Reports.Amendments = [day];
        var gate = world.Reports.Hold("BuildWord");
        var running = await world.StartAsync(ReportKind.Daily, day);
        await world.BegunAsync("BuildWord");

        Assert.Equal([day], (await world.DueAsync(DueReports.Amendments)).LeftAlone);

        gate.SetResult();
        await running.GetResultAsync();
        Assert.Single(world.Reports.Published);
    }

    [Fact]
    public async Task A_report_of_the_day_that_is_still_being_written_at_its_end_does_not_keep_it_from_having_its_own()
    {
        var gate = world.Reports.Hold("BuildWord");
        var due = await world.StartDueAsync(DueReports.Daily);
        await world.BegunAsync("BuildWord");
        var day = world.Reports.Plans[0].Period;

        var second = await world.Client.StartWorkflowAsync(
            (DueReportsWorkflow workflow) => workflow.RunAsync(DueReports.Daily), new WorkflowOptions("webhooks-due:second", TaskQueues.Reports));
        await world.BegunAsync(world.Reports.Attempts[0], times: 2);
        gate.SetResult();

        Assert.Equal([day], (await due.GetResultAsync<DueReportsResult>()).Written);
        Assert.Equal([day], (await second.GetResultAsync()).Written);
        Assert.Equal([1, 1], world.Reports.Published.Select(documents => documents.Count));
    }
}
