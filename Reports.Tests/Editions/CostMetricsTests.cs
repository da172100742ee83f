using System.Diagnostics.Metrics;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Contracts.Reports;
using Webhooks.Reports.Tests.Collecting;

namespace Webhooks.Reports.Tests.Editions;

public sealed class CostMetricsTests : IAsyncLifetime
{
    private const string Day = "webhooks.report.cost.day";
    private const string Average = "webhooks.report.cost.average";

    private readonly CostMetrics metrics = new();
    private CostWorld world = null!; // Set by InitializeAsync, which the runner calls before each test.

    public async Task InitializeAsync()
    {
        world = await CostWorld.StartAsync();
        world.Reports.CostMetrics = metrics;
    }

    public async Task DisposeAsync()
    {
        await world.DisposeAsync();
        metrics.Dispose();
    }

    [Fact]
    public async Task The_newest_day_and_the_seven_before_it_are_told_by_currency()
    {
        world.Cost(10, 1000);
        world.CostEach(11, 17, 10);
        world.Cost(18, 12.5m);
        world.CostEach(15, 17, 3, "USD");
        world.Cost(18, 4, "USD");
        Assert.Empty(Read());

        await world.Reports.AggregateAsync(ReportKind.Daily, "2026-11-19");

        Assert.Equal([(Average, "EUR", 10), (Average, "USD", 3), (Day, "EUR", 12.5), (Day, "USD", 4)], Read());
    }

    [Fact]
    public async Task Of_several_days_the_last_counts_and_those_of_the_same_report_are_before_it()
    {
        world.CostEach(13, 19, 10);
        world.CostEach(20, 21, 80);
        world.Cost(22, 50);

        await world.Reports.AggregateAsync(ReportKind.Daily, "2026-11-23");

        Assert.Equal([(Average, "EUR", 30), (Day, "EUR", 50)], Read());
    }

    [Fact]
    public async Task A_report_of_an_older_day_changes_nothing_and_the_same_day_again_does()
    {
        world.CostEach(11, 17, 10);
        world.Cost(18, 12);
        await world.Reports.AggregateAsync(ReportKind.Daily, "2026-11-19");
        await world.Reports.AggregateAsync(ReportKind.Daily, "2026-11-18");
        Assert.Equal([(Average, "EUR", 10), (Day, "EUR", 12)], Read());

        world.Cost(18, 1);
        await world.Reports.AggregateAsync(ReportKind.Daily, "2026-11-19");

        Assert.Equal([(Average, "EUR", 10), (Day, "EUR", 13)], Read());
    }

    [Fact]
    public async Task An_average_of_too_few_days_is_none()
    {
        world.CostEach(16, 18, 10);

        await world.Reports.AggregateAsync(ReportKind.Daily, "2026-11-19");

        Assert.Equal([(Day, "EUR", 10)], Read());
    }

    [Fact]
    public async Task A_period_that_is_not_over_tells_nothing()
    {
        world.CostEach(11, 19, 10);

        await world.Reports.AggregateAsync(ReportKind.Weekly, "2026-W47", new DateTimeOffset(2026, 11, 19, 12, 0, 0, TimeSpan.Zero));

        Assert.Empty(Read());
    }

    /// <summary>By name and currency.</summary>
    private List<(string Name, string? Currency, double Value)> Read()
    {
        List<(string Name, string? Currency, double Value)> read = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => read.Add((instrument.Name, tags[0] is { Key: "currency" } tag ? tag.Value?.ToString() : null, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. read.OrderBy(each => each.Name, StringComparer.Ordinal).ThenBy(each => each.Currency, StringComparer.Ordinal)];
    }
}
