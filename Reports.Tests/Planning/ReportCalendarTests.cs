using FsCheck;
using FsCheck.Fluent;
using Temporalio.Exceptions;
using Webhooks.Activities;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts.Reports;

namespace Webhooks.Reports.Tests.Planning;

public sealed class ReportCalendarTests
{
    /// <summary>Of all kinds: half hours of summer time, summer time in the south, midnights that do not exist, and none of it.</summary>
    private static readonly string[] Zones =
    [
        "Etc/UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia", "America/Santiago",
    ];

    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_reaches_from_the_cut_off_before_to_its_own()
    {
        var window = Calendar().Window(ReportKind.Daily, "2026-11-19");
        Assert.Equal(At("2026-11-18T18:00:00Z"), window.From);
        Assert.Equal(At("2026-11-19T18:00:00Z"), window.To);
        Assert.Equal("UTC", window.TimeZone);
    }

    [Fact]
    public void Monday_has_the_weekend()
    {
        var window = Calendar().Window(ReportKind.Daily, "2026-11-23");
        Assert.Equal(At("2026-11-20T18:00:00Z"), window.From);
        Assert.Equal("2026-11-23", Calendar().PeriodOf(ReportKind.Daily, At("2026-11-21T12:00:00Z")));
    }

    [Theory]
    [InlineData(ReportKind.Daily, "2026-11-21")]
    [InlineData(ReportKind.Daily, "2026-11-31")]
    [InlineData(ReportKind.Daily, "2027-02-29")]
    [InlineData(ReportKind.Daily, "0001-01-01")]
    [InlineData(ReportKind.Weekly, "2026-W54")]
    public void There_is_no_other_report(ReportKind kind, string period) =>
        Assert.Equal(ErrorTypes.NoSuchReport, Assert.Throws<ApplicationFailureException>(() => Calendar().Window(kind, period)).ErrorType);

    [Fact]
    public void Weekends_have_reports_where_they_are_wanted()
    {
        var calendar = new ReportCalendar(new ReportSettings { Daily = new DailySchedule { HasWeekends = true } });
        Assert.Equal(At("2026-11-20T18:00:00Z"), calendar.Window(ReportKind.Daily, "2026-11-21").From);
    }

    [Theory]
    [InlineData("2026-W47", "2026-11-13T17:00:00Z", "2026-11-20T17:00:00Z")]
    [InlineData("2026-W53", "2026-12-25T17:00:00Z", "2027-01-01T17:00:00Z")]
    [InlineData("2027-W01", "2027-01-01T17:00:00Z", "2027-01-08T17:00:00Z")]
    public void A_week_reaches_from_Friday_to_Friday(string week, string from, string to)
    {
        var window = Calendar().Window(ReportKind.Weekly, week);
        Assert.Equal((At(from), At(to)), (window.From, window.To));
    }

    [Theory]
    [InlineData("2026-11-19T18:00:00Z", "2026-11-19")]
    [InlineData("2026-11-19T17:59:59Z", "2026-11-18")]
    [InlineData("2026-11-22T12:00:00Z", "2026-11-20")]
    public void The_period_at_a_moment_has_its_cut_off_then_or_was_the_last_before(string moment, string period) =>
        Assert.Equal(period, Calendar().PeriodAt(ReportKind.Daily, At(moment)));

    /// <summary>On the last Sunday of March it is not there, as 02:00 is 03:00; on the last of October it is there twice.</summary>
    [Theory]
    [InlineData("2026-03-28T02:30", "2026-03-27", "2026-03-27T01:30:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-30T02:30", "2026-03-30", "2026-03-30T00:30:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-26T02:30", "2026-10-26", "2026-10-26T01:30:00Z")]
    public void A_cut_off_is_a_local_time(string local, string day, string instant)
    {
        var calendar = new ReportCalendar(new ReportSettings
        {
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
            Daily = new DailySchedule { CutOff = TimeOnly.Parse(local[11..], System.Globalization.CultureInfo.InvariantCulture), HasWeekends = true },
        });
        Assert.Equal(At(instant), calendar.Window(ReportKind.Daily, day).To);
    }

    [Theory]
    [InlineData("2028-02-28", "2028-02-25T18:00:00Z", "2028-02-28T18:00:00Z", "2028-02-29")]
    [InlineData("2028-02-29", "2028-02-28T18:00:00Z", "2028-02-29T18:00:00Z", "2028-03-01")]
    [InlineData("2028-03-01", "2028-02-29T18:00:00Z", "2028-03-01T18:00:00Z", "2028-03-02")]
    [InlineData("2027-03-01", "2027-02-26T18:00:00Z", "2027-03-01T18:00:00Z", "2027-03-02")]
    public void A_leap_day_has_its_report(string day, string from, string to, string next)
    {
        var window = Calendar().Window(ReportKind.Daily, day);
        Assert.Equal((At(from), At(to)), (window.From, window.To));
        Assert.Equal(next, Calendar().PeriodOf(ReportKind.Daily, window.To));
    }

    [Fact]
    public void Every_moment_is_in_exactly_one_period_and_periods_touch() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, Zones.Length - 1)), Arb.From(Gen.Choose(0, 24 * 60 - 1)), Arb.From(Gen.Choose(0, 21 * 365 * 24 * 60)), (zone, cutOff, minute) =>
        {
            var calendar = new ReportCalendar(new ReportSettings
            {
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById(Zones[zone]),
                Daily = new DailySchedule { CutOff = TimeOnly.MinValue.AddMinutes(cutOff), HasWeekends = minute % 2 == 0 },
                Weekly = new WeeklySchedule { CutOff = TimeOnly.MinValue.AddMinutes(cutOff), Day = (DayOfWeek)(minute % 7) },
            });
            foreach (var kind in Enum.GetValues<ReportKind>())
            {
                var moment = Start.AddMinutes(minute);
                var period = calendar.PeriodOf(kind, moment);
                var window = calendar.Window(kind, period);
                Assert.True(window.From <= moment && moment < window.To, $"{Zones[zone]} {period} {moment:O}");
                Assert.Equal(window.From, calendar.Window(kind, calendar.Previous(kind, period)).To);
                Assert.Equal(period, calendar.PeriodOf(kind, window.From));
                Assert.Equal(period, calendar.PeriodAt(kind, window.To));
                Assert.NotEqual(period, calendar.PeriodOf(kind, window.To));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static ReportCalendar Calendar() => new(new ReportSettings());

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
