using Webhooks.Contracts.Reports;
using Webhooks.Reports.Tests.Collecting;

namespace Webhooks.Reports.Tests.Editions;

public sealed class ToldAnomaliesTests : IAsyncLifetime
{
    private const string Day = "2026-11-19";
    private const string Week = "2026-W47";

    /// <summary>In the day and in the week.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 11, 19, 12, 0, 0, TimeSpan.Zero);

    private CostWorld world = null!; // Set by InitializeAsync, which the runner calls before each test.

    public async Task InitializeAsync()
    {
        world = await CostWorld.StartAsync();
        world.CostEach(6, 17, 10);
        world.Cost(18, 40);
    }

    public Task DisposeAsync() => world.DisposeAsync().AsTask();

    [Fact]
    public async Task An_anomaly_is_told_once_over_editions()
    {
        Assert.Equal([18], await ReportAsync(ReportKind.Daily, Day));
        await world.Reports.AcceptAsync(TestDelivery.Push(Noon, 1) with { ReceivedAt = Noon.AddDays(1) });

        var (second, data) = await world.Reports.ReportAsync(ReportKind.Daily, Day, Noon.AddDays(2));

        Assert.Equal(2, second.Number);
        Assert.Single(data.Costs.Anomalies);
        Assert.Empty(second.Anomalies);
        await world.Reports.AcceptAsync(TestDelivery.Push(Noon, 2) with { ReceivedAt = Noon.AddDays(2) });
        Assert.Empty(await ReportAsync(ReportKind.Daily, Day, Noon.AddDays(3)));
    }

    [Fact]
    public async Task One_that_comes_with_a_later_edition_is_told_by_that()
    {
        world.CostEach(11, 17, 5, "USD");
        await ReportAsync(ReportKind.Daily, Day);
        world.Cost(18, 9, "USD");

        var (second, _) = await world.Reports.ReportAsync(ReportKind.Daily, Day, Noon.AddDays(2));

        Assert.Equal((18, "USD"), Assert.Single(second.Anomalies) is var anomaly ? (anomaly.Day.Day, anomaly.Currency) : default);
    }

    [Fact]
    public async Task The_same_edition_again_has_told_them()
    {
        await ReportAsync(ReportKind.Daily, Day);

        var (again, _) = await world.Reports.ReportAsync(ReportKind.Daily, Day, Noon.AddDays(2));

        Assert.True(again.IsUnchanged);
        Assert.Empty(again.Anomalies);
        Assert.Single(world.Reports.Folder.EditionsOf(ReportKind.Daily, Day)[0].Edition.Anomalies);
    }

    [Fact]
    public async Task A_week_tells_those_that_no_day_has_told()
    {
        world.Cost(16, 40);
        Assert.Equal([18], await ReportAsync(ReportKind.Daily, Day));

        Assert.Equal([16], await ReportAsync(ReportKind.Weekly, Week));
    }

    [Fact]
    public async Task What_a_preliminary_report_showed_is_still_to_be_told()
    {
        await ReportAsync(ReportKind.Daily, Day, Noon);

        Assert.Equal([18], await ReportAsync(ReportKind.Daily, Day));
    }

    /// <returns>The days of November of the anomalies that it tells.</returns>
    private async Task<IEnumerable<int>> ReportAsync(ReportKind kind, string period, DateTimeOffset? at = null) =>
        (await world.Reports.ReportAsync(kind, period, at)).Edition.Anomalies.Select(anomaly => anomaly.Day.Day);
}
