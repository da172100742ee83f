using Temporalio.Exceptions;
using Webhooks.Activities;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Reports.Data;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;

namespace Webhooks.Reports.Tests.Workflows;

public sealed class DailyTests : IAsyncLifetime
{
    private ReportsWorld world = null!; // Set by InitializeAsync, which the runner calls before each test.

    public async Task InitializeAsync() => world = await ReportsWorld.StartAsync();

    public Task DisposeAsync() => world.DisposeAsync().AsTask();

    [Fact]
    public async Task A_day_is_collected_written_built_uploaded_announced_and_closed()
    {
        var result = await world.DailyAsync();

        var steps = world.Reports.Attempts;
        Assert.Equal("Plan", steps[0]);
        Assert.Equal(
            ["CollectCommits", "CollectCosts", "CollectDeployments", "CollectPullRequests", "CollectTickets", "CountDeliveries"],
            steps.Where(step => step.StartsWith('C') && step != "Close").Order(StringComparer.Ordinal));
        Assert.Equal(["Aggregate", "GenerateText", "BuildWord", "UploadReport docx", "Notify Reports", "Close"], steps.SkipWhile(step => step != "Aggregate"));
        Assert.Equal((1, false, 3, null), (result.Edition, result.IsUnchanged, result.Commits, result.IsMailed));
        Assert.Equal($"Reports/Report {result.Period}.docx", Assert.Single(result.Documents).Path);
        Assert.Empty(result.Remarks);
        Assert.Empty(result.Missing);
    }

    [Fact]
    public async Task A_report_that_is_begun_at_the_cut_off_waits_for_the_grace_and_is_no_preliminary_one()
    {
        var day = await AheadAsync(TimeSpan.FromSeconds(30));

        var result = await world.DailyAsync(day);

        Assert.Equal(1, result.Edition);
        var ends = ReportPeriod.First(ReportKind.Daily, day)!.Value.ToDateTime(new TimeOnly(18, 0)); // It is a day.
        Assert.True(world.Reports.Plans[^1].At >= new DateTimeOffset(ends, TimeSpan.Zero) + ScriptedReports.Grace);
        Assert.Equal(2, world.Reports.Plans.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_day_that_is_not_over_has_a_preliminary_report_that_is_told_only_when_that_is_asked_for(bool announces)
    {
        var day = await AheadAsync(TimeSpan.FromHours(3));

        var result = await (await world.StartAsync(ReportKind.Daily, day, announces)).GetResultAsync<ReportResult>();

        Assert.Equal((0, 1), (result.Edition, result.Documents.Count));
        Assert.Equal(announces ? ["Notify Reports"] : [], world.Reports.Attempts.Where(each => each.StartsWith("Notify", StringComparison.Ordinal)));
        Assert.Single(world.Reports.Published);
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_is_missing_and_the_report_is_written()
    {
        world.Reports.Fail("CollectCosts");

        var result = await world.DailyAsync();

        var part = Assert.Single(world.Reports.Parts, part => part.File is null);
        Assert.Equal((ReportSources.Costs, "authentication-error"), (part.Source, part.Reason));
        Assert.Equal(6, world.Reports.Parts.Count);
        Assert.Equal([ReportSources.Costs], result.Missing);
        var remark = Assert.Single(result.Remarks);
        Assert.Equal(("collect-costs", ReportStepState.Skipped, "authentication-error"), (remark.Name, remark.State, remark.Reason));
        Assert.Contains("costs (authentication-error)", Assert.Single(world.Reports.Notifications).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_does_not_answer_at_first_is_not_missing()
    {
        world.Reports.Fail("CollectCommits", ErrorTypes.Unavailable);
        var running = await world.StartAsync(ReportKind.Daily, await world.PastDayAsync());
        await world.BegunAsync("CollectCommits");
        world.Reports.Mend("CollectCommits");

        Assert.Empty((await running.GetResultAsync<ReportResult>()).Missing);
        Assert.Equal(2, world.Reports.Attempts.Count(each => each == "CollectCommits"));
    }

    [Fact]
    public async Task Words_that_no_model_finds_are_those_of_the_template()
    {
        world.Reports.Fail("GenerateText");

        var result = await world.DailyAsync();

        var remark = Assert.Single(result.Remarks);
        Assert.Equal(("write-daily-summary", ReportStepState.Degraded, "authentication-error"), (remark.Name, remark.State, remark.Reason));
        Assert.Contains("WriteTextFromTemplate", world.Reports.Attempts);
    }

    [Fact]
    public async Task The_same_again_is_uploaded_again_and_told_to_nobody()
    {
        var day = await world.PastDayAsync();
        await world.DailyAsync(day);

        var again = await world.DailyAsync(day);

        Assert.Equal((1, true), (again.Edition, again.IsUnchanged));
        Assert.Equal(2, world.Reports.Attempts.Count(each => each == "UploadReport docx"));
        Assert.Single(world.Reports.Notifications);
    }

    [Fact]
    public async Task Other_data_are_another_edition_that_says_which_one_it_replaces()
    {
        var day = await world.PastDayAsync();
        await world.DailyAsync(day);
        world.Reports.Digest = new string('c', 64);

        Assert.Equal(2, (await world.DailyAsync(day)).Edition);

        var notice = world.Reports.Notifications[^1];
        Assert.Equal($"Daily documentation {day} (edition 2)", notice.Title);
        Assert.Contains("edition 1", notice.Text, StringComparison.Ordinal);
        Assert.NotEqual(world.Reports.Notifications[0].Key, notice.Key);
    }

    [Fact]
    public async Task A_document_that_cannot_be_uploaded_waits_for_a_person_and_the_report_goes_on()
    {
        world.Reports.Fail("UploadReport");

        var result = await world.DailyAsync();

        Assert.Null(Assert.Single(result.Documents).Path);
        Assert.Equal(
            ["UploadReport docx", "SaveReportBackup docx", "RequestUpload authentication-error", "Notify Reports", "Close"],
            world.Reports.Attempts.SkipWhile(step => step != "UploadReport docx"));
        Assert.Equal(("upload-word", ReportStepState.Degraded), (Assert.Single(result.Remarks).Name, result.Remarks[0].State));
    }

    [Fact]
    public async Task Numbers_that_do_not_add_up_are_not_sent_and_those_who_can_act_are_told()
    {
        world.Reports.FailForGood("BuildWord", ErrorTypes.ReportInconsistent);
        var day = await world.PastDayAsync();

        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => world.DailyAsync(day));

        Assert.Equal(ErrorTypes.ReportInconsistent, Assert.IsType<ApplicationFailureException>(failure.InnerException!.InnerException).ErrorType); // An activity's failure has a cause.
        Assert.DoesNotContain(world.Reports.Attempts, each => each.StartsWith("Upload", StringComparison.Ordinal) || each == "Close");
        var alert = Assert.Single(world.Reports.Notifications);
        Assert.Equal((NotificationChannels.Alerts, $"Daily documentation {day} could not be written"), (alert.Channel, alert.Title));
        Assert.Contains(alert.Facts, fact => fact.Value == "report-inconsistent-error");
    }

    [Fact]
    public async Task A_period_that_does_not_exist_is_whoever_asked_for_its_mistake_and_alarms_nobody()
    {
        await Assert.ThrowsAsync<WorkflowFailedException>(() => world.DailyAsync("2026-02-30"));

        Assert.Empty(world.Reports.Notifications);
    }

    [Fact]
    public async Task A_card_that_cannot_be_sent_loses_no_report()
    {
        world.Reports.Fail("Notify");

        var result = await world.DailyAsync();

        Assert.Equal("Close", world.Reports.Attempts[^1]);
        Assert.Equal(("announce", ReportStepState.Skipped), (Assert.Single(result.Remarks).Name, result.Remarks[0].State));
    }

    [Fact]
    public async Task Days_that_cost_far_more_than_usual_alarm_those_who_can_act()
    {
        world.Reports.Anomalies = [new CostAnomaly { Day = new DateOnly(2026, 11, 19), Cost = 1_310.5m, Average = 500, Currency = "EUR" }];

        await world.DailyAsync();

        var alert = world.Reports.Notifications[^1];
        Assert.Equal(NotificationChannels.Alerts, alert.Channel);
        Assert.Equal(("2026-11-19", "EUR 1,310.50; average EUR 500.00"), (Assert.Single(alert.Facts).Name, alert.Facts[0].Value));
    }

    [Fact]
    public async Task Asked_to_stop_before_anybody_was_told_it_tells_nobody()
    {
        var gate = world.Reports.Hold("BuildWord");
        var running = await world.StartAsync(ReportKind.Daily, await world.PastDayAsync());
        await world.BegunAsync("BuildWord");

        await running.CancelAsync();
        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => running.GetResultAsync());
        gate.SetResult();

        Assert.IsType<CanceledFailureException>(failure.InnerException);
        Assert.Equal("BuildWord", world.Reports.Attempts[^1]);
    }

    [Fact]
    public async Task Asked_to_stop_while_people_are_told_it_goes_to_its_end()
    {
        var gate = world.Reports.Hold("Notify");
        var running = await world.StartAsync(ReportKind.Daily, await world.PastDayAsync());
        await world.BegunAsync("Notify Reports");

        await running.CancelAsync();
        gate.SetResult();

        Assert.Equal(1, (await running.GetResultAsync<ReportResult>()).Edition);
        Assert.Equal("Close", world.Reports.Attempts[^1]);
    }

    [Fact]
    public async Task Its_state_says_which_steps_are_done_and_which_is_running()
    {
        var gate = world.Reports.Hold("BuildWord");
        var running = await world.StartAsync(ReportKind.Daily, await world.PastDayAsync());
        await world.BegunAsync("BuildWord");

        var state = await running.QueryAsync<ReportState>(WorkflowNames.StateQuery, []);
        gate.SetResult();
        await running.GetResultAsync();
        var end = await running.QueryAsync<ReportState>(WorkflowNames.StateQuery, []);

        Assert.Equal(1, state.Edition);
        Assert.Equal("build-word", Assert.Single(state.Steps, step => step.State == ReportStepState.Running).Name);
        Assert.Equal(["upload-word", "announce", "warn", "close"], state.Steps.SkipWhile(step => step.Name != "build-word").Skip(1).Select(step => step.Name));
        Assert.All(end.Steps, step => Assert.True(step.State is ReportStepState.Done || step.Name is "wait" or "warn", $"{step}"));
    }

    /// <summary>A day that ends so long after now; the clock is moved.</summary>
    private async Task<string> AheadAsync(TimeSpan before)
    {
        var now = await world.NowAsync();
        var cutOff = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1).AddHours(18), TimeSpan.Zero);
        await world.Environment.DelayAsync(cutOff - before - now);
        return ReportPeriod.Of(DateOnly.FromDateTime(cutOff.UtcDateTime));
    }
}
