using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;
using ScheduleRange = Temporalio.Api.Schedule.V1.Range;

namespace Temporal.Server.Tests.Schedules;

public sealed class SpecTests
{
    [Theory]
    [InlineData("30 2 * * *", "2026-01-01 02:30:00", "2026-01-02 02:30:00")]
    [InlineData("30 2 * * *", "2026-01-01 02:29:59.999", "2026-01-01 02:30:00")]
    [InlineData("*/20 * * * *", "2026-01-01 00:40:00", "2026-01-01 01:00:00")]
    [InlineData("5/20 * * * *", "2026-01-01 00:40:00", "2026-01-01 00:45:00")]
    [InlineData("0 9-17/4 * * mon-fri", "2026-01-02 17:00:00", "2026-01-05 09:00:00")]
    [InlineData("0 0 29 2 *", "2026-01-01", "2028-02-29 00:00:00")]
    [InlineData("0 0 29 feb *", "2096-02-29", "")] // 2100 is no leap year
    [InlineData("0 0 31 * *", "2026-01-31", "2026-03-31 00:00:00")]
    [InlineData("0 0 30 2 *", "2026-01-01", "")]
    [InlineData("0 0 31 12 *", "2026-12-31 00:00:00", "2027-12-31 00:00:00")]
    [InlineData("0 12 13 * 5", "2026-01-01", "2026-02-13 12:00:00")] // the 13th and a Friday, not either
    [InlineData("0 0 * * 7", "2026-01-01", "2026-01-04 00:00:00")]
    [InlineData("0 0 * * sat-7", "2026-01-03 00:00:00", "2026-01-04 00:00:00")]
    [InlineData("0 0 1 1 * 2030", "2026-01-01", "2030-01-01 00:00:00")]
    [InlineData("0 0 1 1 * 2020", "2026-01-01", "")]
    [InlineData("15 30 2 * * * *", "2026-01-01", "2026-01-01 02:30:15")]
    [InlineData("* * * * * * *", "2026-12-31 23:59:59", "2027-01-01 00:00:00")]
    [InlineData("@hourly", "2026-01-01 00:00:00", "2026-01-01 01:00:00")]
    [InlineData("@daily", "2026-02-28 00:00:00", "2026-03-01 00:00:00")]
    [InlineData("@midnight", "2028-02-28 00:00:00", "2028-02-29 00:00:00")]
    [InlineData("@weekly", "2026-01-01", "2026-01-04 00:00:00")]
    [InlineData("@monthly", "2026-01-01", "2026-02-01 00:00:00")]
    [InlineData("@yearly", "2026-01-01", "2027-01-01 00:00:00")]
    [InlineData("@every 1h30m", "2026-01-01", "2026-01-01 01:30:00")]
    [InlineData("@every 1h/15m", "2026-01-01 00:15:00", "2026-01-01 01:15:00")]
    [InlineData("CRON_TZ=Europe/Berlin 0 8 * * *", "2026-01-01", "2026-01-01 07:00:00")]
    [InlineData("TZ=America/New_York 0 8 * * *", "2026-07-01", "2026-07-01 12:00:00")]
    [InlineData("0 8 * * * # breakfast", "2026-01-01", "2026-01-01 08:00:00")]
    public void A_cron_string_names_its_next_time(string cron, string after, string expected) =>
        Assert.Equal(expected, SpecTimes.Cron(cron).Next(after, 1).FirstOrDefault() ?? "");

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * 32 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("* * * * * 1999")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("1-2-3 * * * *")]
    [InlineData("1/2/3 * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("* * * foo *")]
    [InlineData("1, * * * *")]
    [InlineData("@fortnightly")]
    [InlineData("@every soon")]
    [InlineData("@every 500ms")]
    [InlineData("@every 1h/1h")]
    [InlineData("@every 9999999999999h")]
    [InlineData("CRON_TZ=Europe/Atlantis * * * * *")]
    [InlineData("CRON_TZ=../../etc/passwd * * * * *")]
    public void A_cron_string_that_means_nothing_is_refused(string cron) =>
        Assert.Equal(Grpc.GrpcStatusCode.InvalidArgument, Assert.Throws<Grpc.GrpcException>(() => SpecTimes.Cron(cron).Compile()).Code);

    [Fact]
    public void Two_different_time_zones_are_refused() =>
        Assert.Throws<Grpc.GrpcException>(() => SpecTimes.Cron("CRON_TZ=Europe/Berlin * * * * *").In("Europe/Paris").Compile());

    [Fact]
    public void Cron_strings_and_calendars_become_structured_calendars_and_intervals()
    {
        var canonical = Server.Schedules.Times.CanonicalSpec.From(new ScheduleSpec
        {
            CronString = { "CRON_TZ=Europe/Berlin 5,10-20/5 8 * * 5-7 # early", "@every 90s/30s" },
            Calendar = { new CalendarSpec { Hour = "3", DayOfWeek = "Wednesday", Month = "jan" } },
            StructuredCalendar = { new StructuredCalendarSpec { Hour = { new ScheduleRange { Start = 2, End = 7 } } } },
        });

        Assert.Empty(canonical.CronString);
        Assert.Empty(canonical.Calendar);
        Assert.Equal("Europe/Berlin", canonical.TimezoneName);
        var interval = Assert.Single(canonical.Interval);
        Assert.Equal((90L, 30L), (interval.Interval.Seconds, interval.Phase.Seconds));
        var (structured, calendar, cron) = (canonical.StructuredCalendar[0], canonical.StructuredCalendar[1], canonical.StructuredCalendar[2]);
        Assert.Equal([Range(2, 7)], structured.Hour);
        Assert.Equal([Range(0, 0)], structured.Second);
        Assert.Equal([Range(1, 31)], structured.DayOfMonth);
        Assert.Empty(structured.Year);
        Assert.Equal([Range(3, 3)], calendar.DayOfWeek);
        Assert.Equal([Range(1, 1)], calendar.Month);
        Assert.Equal([Range(5, 5), Range(10, 20, 5)], cron.Minute);
        Assert.Equal([Range(0, 0), Range(5, 6)], cron.DayOfWeek);
        Assert.Equal("early", cron.Comment);
        Assert.Equal(canonical, Server.Schedules.Times.CanonicalSpec.From(canonical));
    }

    [Fact]
    public void Intervals_count_from_the_epoch_and_their_phase_shifts_them()
    {
        Assert.Equal(Expected(7, 0), SpecTimes.Every(TimeSpan.FromMinutes(7)).Next("2026-01-01", 2));
        Assert.Equal(Expected(7, 3), SpecTimes.Every(TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(3)).Next("2026-01-01", 2));
    }

    [Fact]
    public void A_spec_is_the_union_of_its_parts_without_what_it_excludes()
    {
        var spec = SpecTimes.Cron("0 * * * *", "30 6 * * *");
        spec.ExcludeStructuredCalendar.Add(new StructuredCalendarSpec { Hour = { new ScheduleRange { Start = 1, End = 5 } } });
        Assert.Equal(
            ["2026-01-01 00:00:00", "2026-01-01 06:00:00", "2026-01-01 06:30:00", "2026-01-01 07:00:00"], spec.Next("2025-12-31 23:59:59", 4));
    }

    [Fact]
    public void Excluded_weekends_of_a_spec_of_seconds_are_jumped_over()
    {
        var spec = SpecTimes.Every(TimeSpan.FromSeconds(1));
        spec.ExcludeStructuredCalendar.Add(new StructuredCalendarSpec
        {
            Second = { Range(0, 59) }, Minute = { Range(0, 59) }, Hour = { Range(0, 23) }, DayOfWeek = { Range(0, 0), Range(6, 6) },
        });
        Assert.Equal(["2026-01-05 00:00:00"], spec.Next("2026-01-02 23:59:59", 1));
    }

    [Fact]
    public void Nothing_happens_before_the_start_and_after_the_end_and_both_count()
    {
        var spec = SpecTimes.Cron("0 * * * *");
        spec.StartTime = SpecTimes.At("2026-01-01 02:00:00").ToTimestamp();
        spec.EndTime = SpecTimes.At("2026-01-01 04:00:00").ToTimestamp();
        Assert.Equal(["2026-01-01 02:00:00", "2026-01-01 03:00:00", "2026-01-01 04:00:00"], spec.Next("2025-01-01", 9));
    }

    [Fact]
    public void A_spec_of_nothing_has_no_times() => Assert.Empty(new ScheduleSpec().Next("2026-01-01", 1));

    [Fact]
    public void Jitter_is_the_same_every_time_and_never_passes_the_next_time()
    {
        var spec = SpecTimes.Cron("* * * * *");
        spec.Jitter = Duration.FromTimeSpan(TimeSpan.FromHours(1));
        var (times, again) = (spec.Compile(), spec.Compile());
        var nominal = SpecTimes.At("2026-01-01");
        var delays = Enumerable.Range(0, 200).Select(minute => nominal.AddMinutes(minute)).Select(time => times.Jittered(time) - time).ToList();
        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromSeconds(59.999)));
        Assert.True(delays.Distinct().Count() > 190);
        Assert.InRange(delays.Average(delay => delay.TotalSeconds), 22, 38);
        Assert.Equal(times.Jittered(nominal), again.Jittered(nominal));
    }

    private static ScheduleRange Range(int start, int end, int step = 1) => new() { Start = start, End = end, Step = step };

    /// <summary>The first two multiples of an interval after the beginning of 2026, by arithmetic of its own.</summary>
    private static string[] Expected(int minutes, int phase)
    {
        var first = DateTimeOffset.UnixEpoch.AddMinutes(phase);
        while (first <= SpecTimes.At("2026-01-01"))
        {
            first = first.AddMinutes(minutes);
        }

        return [.. new[] { first, first.AddMinutes(minutes) }.Select(time => $"{time:yyyy-MM-dd HH:mm:ss}")];
    }
}
