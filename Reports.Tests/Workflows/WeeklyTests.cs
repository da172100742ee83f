using Webhooks.Activities.Notifications;
using Webhooks.Contracts.Reports;

namespace Webhooks.Reports.Tests.Workflows;

public sealed class WeeklyTests : IAsyncLifetime
{
    private ReportsWorld world = null!; // Set by InitializeAsync, which the runner calls before each test.

    public async Task InitializeAsync() => world = await ReportsWorld.StartAsync();

    public Task DisposeAsync() => world.DisposeAsync().AsTask();

    [Fact]
    public async Task A_week_has_three_documents_that_are_uploaded_mailed_announced_and_archived()
    {
        var result = await world.WeeklyAsync();

        var steps = world.Reports.Attempts;
        Assert.Equal(3, steps.Count(step => step == "GenerateText"));
        Assert.Equal(["docx", "pptx", "xlsx"], steps.Where(step => step.StartsWith("UploadReport", StringComparison.Ordinal)).Select(step => step[^4..]).Order(StringComparer.Ordinal));
        Assert.Equal(["Mail", "Notify Reports", "Close", "Archive"], steps.SkipWhile(step => step != "Mail"));
        Assert.Equal(["docx", "xlsx", "pptx"], result.Documents.Select(document => document.Name[^4..]));
        Assert.Equal((1, true), (result.Edition, result.IsMailed));
        Assert.Equal(3, Assert.Single(world.Reports.Notifications).Links.Count);
        Assert.Empty(result.Remarks);
    }

    [Fact]
    public async Task What_cannot_be_mailed_is_there_all_the_same_and_those_who_can_act_are_told()
    {
        world.Reports.Fail("Mail");

        var result = await world.WeeklyAsync();

        Assert.False(result.IsMailed);
        Assert.Equal([NotificationChannels.Reports, NotificationChannels.Alerts], world.Reports.Notifications.Select(notification => notification.Channel));
        Assert.Contains(world.Reports.Notifications[1].Facts, fact => fact.Value == "authentication-error");
        Assert.Equal("mail", Assert.Single(result.Remarks).Name);
        Assert.Single(world.Reports.Published);
    }

    [Fact]
    public async Task Where_nobody_is_to_be_mailed_none_is_due()
    {
        world.Reports.HasInvestors = false;

        var result = await world.WeeklyAsync();

        Assert.Null(result.IsMailed);
        Assert.Empty(result.Remarks);
    }

    [Fact]
    public async Task A_week_that_cannot_be_archived_is_published_all_the_same()
    {
        world.Reports.Fail("Archive");

        Assert.Equal("archive", Assert.Single((await world.WeeklyAsync()).Remarks).Name);
    }

    [Fact]
    public async Task The_same_week_again_is_mailed_to_nobody()
    {
        var week = await world.LastWeekAsync();
        await world.WeeklyAsync(week);

        var again = await world.WeeklyAsync(week);

        Assert.Equal((true, null), (again.IsUnchanged, again.IsMailed));
        Assert.Equal(1, world.Reports.Attempts.Count(step => step == "Mail"));
        Assert.Equal(6, world.Reports.Attempts.Count(step => step.StartsWith("UploadReport", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_document_that_cannot_be_uploaded_holds_up_no_other()
    {
        world.Reports.Fail("UploadReport xlsx");

        var result = await world.WeeklyAsync();

        Assert.Equal([true, false, true], result.Documents.Select(document => document.Path is not null));
        Assert.True(result.IsMailed);
        Assert.Equal("upload-excel", Assert.Single(result.Remarks).Name);
    }

    [Fact]
    public async Task A_week_that_is_not_over_is_not_mailed_and_not_archived()
    {
        var week = ReportPeriod.OfWeek(DateOnly.FromDateTime((await world.NowAsync()).UtcDateTime).AddDays(14));

        var result = await world.WeeklyAsync(week);

        Assert.Equal((0, null), (result.Edition, result.IsMailed));
        Assert.DoesNotContain(world.Reports.Attempts, step => step is "Mail" or "Archive" or "Notify Reports");
    }
}
