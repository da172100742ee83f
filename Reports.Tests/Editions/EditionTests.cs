using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Reports;
using Webhooks.Reports.Tests.Collecting;

namespace Webhooks.Reports.Tests.Editions;

public sealed class EditionTests : IAsyncLifetime
{
    private const string Day = "2026-11-19";

    private static readonly DateTimeOffset Noon = new(2026, 11, 19, 12, 0, 0, TimeSpan.Zero);

    private readonly ReportWorld world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task The_same_data_are_the_same_edition_with_the_same_bytes()
    {
        await world.AcceptAsync(TestDelivery.Push(Noon, 1, 2), TestDelivery.Issue(Noon, 3));
        var (first, _) = await world.ReportAsync(ReportKind.Daily, Day);
        var bytes = world.Folder.Read(ReportFolder.PathOf(first, "data.json.gz"));

        var (again, _) = await world.ReportAsync(ReportKind.Daily, Day, Noon.AddDays(2));

        Assert.Equal((1, false), (first.Number, first.IsUnchanged));
        Assert.Equivalent(first with { IsUnchanged = true }, again, strict: true);
        Assert.Equal(bytes, world.Folder.Read(ReportFolder.PathOf(again, "data.json.gz")));
        Assert.Single(world.Folder.EditionsOf(ReportKind.Daily, Day));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(world.Directory, "reports", "work")));
    }

    [Fact]
    public async Task That_a_delivery_has_its_outcome_by_now_makes_no_edition()
    {
        var open = TestDelivery.Push(Noon, 1) with { Outcome = null };
        await world.AcceptAsync(open);
        var (_, before) = await world.ReportAsync(ReportKind.Daily, Day);
        await world.SettleAsync(open, new Outcome { Kind = OutcomeKind.Handled });

        var (edition, after) = await world.ReportAsync(ReportKind.Daily, Day, Noon.AddDays(1));

        Assert.True(edition.IsUnchanged);
        Assert.Equal((1, 1), (before.Completeness.Open, after.Completeness.Open));
    }

    [Fact]
    public async Task A_late_delivery_is_found_amends_its_day_and_is_found_no_more()
    {
        await world.AcceptAsync(TestDelivery.Push(Noon, 1));
        await world.ReportAsync(ReportKind.Daily, Day);
        var next = Noon.AddDays(1);
        Assert.Empty(await world.FindAmendmentsAsync(next));

        await world.AcceptAsync(TestDelivery.Push(Noon.AddHours(1), 2) with { ReceivedAt = next });
        Assert.Equal([Day], await world.FindAmendmentsAsync(next.AddMinutes(1)));
        Assert.Equal([Day], await world.FindAmendmentsAsync(next.AddHours(1)));
        var (second, data) = await world.ReportAsync(ReportKind.Daily, Day, next.AddHours(1));

        Assert.Equal(2, second.Number);
        Assert.Equal(new EditionLink(1, $"Daily Reports/{Day} 1.docx", new Uri("https://example.org/1")), second.Amends);
        Assert.Equal((2, 1), (data.Completeness.Deliveries, data.Completeness.Late));
        Assert.Equal(
            [new EditionLink(2, $"Daily Reports/{Day} 2.docx", new Uri("https://example.org/2")), null],
            world.Folder.EditionsOf(ReportKind.Daily, Day).Select(manifest => manifest.AmendedBy));
        Assert.Empty(await world.FindAmendmentsAsync(next.AddHours(2)));
    }

    [Theory]
    [InlineData(OutcomeKind.Filtered, false)]
    [InlineData(OutcomeKind.Duplicate, false)]
    [InlineData(OutcomeKind.Handled, true)]
    [InlineData(OutcomeKind.Quarantined, true)]
    public async Task What_tells_nothing_amends_nothing(OutcomeKind outcome, bool amends)
    {
        await world.ReportAsync(ReportKind.Daily, Day);
        await world.AcceptAsync(TestDelivery.Push(Noon, 2) with { ReceivedAt = Noon.AddDays(1), Outcome = new Outcome { Kind = outcome, Reason = "rule" } });
        Assert.Equal(amends ? [Day] : [], await world.FindAmendmentsAsync(Noon.AddDays(1).AddHours(1)));
    }

    [Fact]
    public async Task What_is_being_handled_is_waited_for()
    {
        await world.ReportAsync(ReportKind.Daily, Day);
        var late = TestDelivery.Push(Noon, 2) with { ReceivedAt = Noon.AddDays(1), Outcome = null };
        await world.AcceptAsync(late);

        Assert.Empty(await world.FindAmendmentsAsync(late.ReceivedAt.AddMinutes(1)));
        Assert.Equal([Day], await world.FindAmendmentsAsync(late.ReceivedAt.AddMinutes(61)));
    }

    [Fact]
    public async Task What_comes_later_than_days_are_amended_for_is_of_the_day_when_it_came()
    {
        await world.ReportAsync(ReportKind.Daily, Day);
        var received = new DateTimeOffset(2026, 12, 8, 12, 0, 0, TimeSpan.Zero);
        await world.AcceptAsync(TestDelivery.Push(Noon, 2) with { ReceivedAt = received });

        Assert.Empty(await world.FindAmendmentsAsync(received.AddHours(1)));
        Assert.Single((await world.ReportAsync(ReportKind.Daily, "2026-12-08")).Data.Commits);
        Assert.True((await world.ReportAsync(ReportKind.Daily, Day, received.AddDays(1))).Edition.IsUnchanged);
    }

    [Fact]
    public async Task What_was_accepted_while_a_report_was_made_is_found_behind_it()
    {
        await world.AcceptAsync(TestDelivery.Push(Noon, 1));
        var plan = await world.PlanAsync(ReportKind.Daily, Day);
        var (_, edition, _) = await world.AggregateAsync(ReportKind.Daily, Day);
        await world.AcceptAsync(TestDelivery.Push(Noon, 2));
        Assert.Empty(await world.FindAmendmentsAsync(Noon.AddHours(7)));
        await world.CloseAsync(plan, edition);

        Assert.Equal([Day], await world.FindAmendmentsAsync(Noon.AddHours(8)));
    }

    [Fact]
    public async Task A_period_that_is_not_over_gives_edition_0_each_time_and_no_number_is_used_up()
    {
        await world.AcceptAsync(TestDelivery.Push(Noon, 1));
        var (plan, preliminary, _) = await world.AggregateAsync(ReportKind.Daily, Day, Noon.AddHours(1));
        await world.CloseAsync(plan, preliminary);
        var (first, _) = await world.ReportAsync(ReportKind.Daily, Day);

        Assert.True(plan.IsPreliminary);
        Assert.Equal((0, 1, null), (preliminary.Number, first.Number, first.Amends));
    }

    [Fact]
    public async Task A_source_that_failed_is_missing_and_its_return_is_another_edition()
    {
        await world.AcceptAsync(TestDelivery.Push(Noon, 1), TestDelivery.Issue(Noon, 3));
        var (plan, first, data) = await world.AggregateAsync(ReportKind.Daily, Day, null, ReportSources.Tickets);
        await world.CloseAsync(plan, first);
        var (second, _) = await world.ReportAsync(ReportKind.Daily, Day, Noon.AddDays(1));

        Assert.Equal([new(ReportSources.Tickets, "Unavailable")], first.Missing);
        Assert.Empty(data.Tickets);
        Assert.Equal((2, 1), (second.Number, second.Figures.Tickets));
    }

    [Fact]
    public async Task An_edition_has_the_figures_of_the_period_before()
    {
        await world.AcceptAsync(TestDelivery.Push(Noon.AddDays(-1), 1, 2), TestDelivery.Push(Noon, 3));
        Assert.Null((await world.AggregateAsync(ReportKind.Daily, Day)).Edition.Before);
        await world.ReportAsync(ReportKind.Daily, "2026-11-18");

        Assert.Equal(2, (await world.AggregateAsync(ReportKind.Daily, Day)).Edition.Before?.Commits);
    }

    [Fact]
    public async Task Closing_twice_changes_nothing()
    {
        await world.AcceptAsync(TestDelivery.Push(Noon, 1));
        var (plan, edition, _) = await world.AggregateAsync(ReportKind.Daily, Day);
        await world.CloseAsync(plan, edition);
        var manifest = world.Folder.Read(ReportFolder.PathOf(edition, "edition.json"));
        await world.CloseAsync(plan, edition);

        Assert.Equal(manifest, world.Folder.Read(ReportFolder.PathOf(edition, "edition.json")));
    }

    [Fact]
    public async Task Edited_data_are_refused()
    {
        var (edition, _) = await world.ReportAsync(ReportKind.Daily, Day);
        world.Folder.Write(edition, "data.json.gz", "{}"u8);
        var failure = await Assert.ThrowsAsync<Temporalio.Exceptions.ApplicationFailureException>(() => world.Folder.ReadDataAsync(edition, CancellationToken.None));
        Assert.Equal((Activities.ErrorTypes.ReportFolder, true), (failure.ErrorType, failure.NonRetryable));
    }
}
