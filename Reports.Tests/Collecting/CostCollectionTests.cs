using Webhooks.Activities.Azure;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts.Reports;

namespace Webhooks.Reports.Tests.Collecting;

public sealed class CostCollectionTests
{
    private static readonly DateOnly Monday = new(2026, 11, 16);

    [Theory]
    [InlineData(ReportKind.Daily, "Etc/UTC", "00:00")]
    [InlineData(ReportKind.Daily, "Europe/Berlin", "01:00")]
    [InlineData(ReportKind.Daily, "America/New_York", "18:00")]
    [InlineData(ReportKind.Weekly, "Pacific/Kiritimati", "14:00")]
    [InlineData(ReportKind.Weekly, "Etc/UTC", "17:00")]
    public void Each_day_of_costs_is_in_exactly_one_report(ReportKind kind, string zone, string cutOff)
    {
        var time = TimeOnly.Parse(cutOff, System.Globalization.CultureInfo.InvariantCulture);
        var calendar = new ReportCalendar(new ReportSettings
        {
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone), Daily = new DailySchedule { CutOff = time }, Weekly = new WeeklySchedule { CutOff = time },
        });
        var period = calendar.PeriodOf(kind, new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));
        var next = CostCollection.DaysOf(calendar.Window(kind, period)).First;
        for (var count = 0; count < 60; count++)
        {
            var (first, last) = CostCollection.DaysOf(calendar.Window(kind, period));
            Assert.Equal(next, first);
            next = last.AddDays(1);
            period = calendar.PeriodOf(kind, calendar.Window(kind, period).To);
        }

        Assert.True(next > new DateOnly(2026, 3, 1));
    }

    [Fact]
    public void Monday_has_the_costs_of_Friday_to_Sunday()
    {
        var (first, last) = CostCollection.DaysOf(new ReportCalendar(new ReportSettings()).Window(ReportKind.Daily, "2026-11-23"));
        Assert.Equal((new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 22)), (first, last));
    }

    [Fact]
    public void A_day_above_one_and_a_half_times_the_average_of_the_days_before_is_an_anomaly()
    {
        var costs = Of([(-7, 10, "EUR"), (-6, 10, "EUR"), (-5, 10, "EUR"), (-4, 10, "EUR"), (-3, 10, "EUR"), (-2, 10, "EUR"), (-1, 10, "EUR"), (0, 9, "EUR"), (0, 6.01m, "EUR")]);
        Assert.Equal([new CostAnomaly { Day = Monday, Cost = 15.01m, Average = 10m, Currency = "EUR" }], costs.Anomalies);
        Assert.Equal(2, costs.Costs.Count);
        Assert.Equal(7, costs.Before.Count);
    }

    [Fact]
    public void One_and_a_half_times_is_none_and_neither_is_what_too_little_is_known_of()
    {
        Assert.Empty(Of([(-3, 10, "EUR"), (-2, 10, "EUR"), (-1, 10, "EUR"), (0, 15, "EUR")]).Anomalies);
        Assert.Empty(Of([(-2, 10, "EUR"), (-1, 10, "EUR"), (0, 99, "EUR")]).Anomalies);
        Assert.Empty(Of([(-3, 10, "EUR"), (-2, 10, "EUR"), (-1, 10, "EUR"), (0, 99, "USD")]).Anomalies);
        Assert.Empty(Of([(-10, 1, "EUR"), (-9, 1, "EUR"), (-8, 1, "EUR"), (0, 99, "EUR")]).Anomalies);
    }

    private static ReportCosts Of((int Day, decimal Cost, string Currency)[] costs) => CostCollection.Of(
        new ReportCalendar(new ReportSettings()).Window(ReportKind.Daily, "2026-11-17"),
        new DailyCosts { IsKnown = true, Costs = [.. costs.Select(cost => new DailyCost { Day = Monday.AddDays(cost.Day), Service = "Storage", Cost = cost.Cost, Currency = cost.Currency })] });
}
