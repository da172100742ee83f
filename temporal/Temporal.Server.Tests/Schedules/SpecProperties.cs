using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.Collections;
using Temporal.Server.Schedules.Times;
using Temporalio.Api.Schedule.V1;
using ScheduleRange = Temporalio.Api.Schedule.V1.Range;

namespace Temporal.Server.Tests.Schedules;

public sealed class SpecProperties
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo"];

    private static readonly Gen<(StructuredCalendarSpec Calendar, string Zone, DateTimeOffset After)> Cases =
        from second in Ranges(0, 59)
        from minute in Ranges(0, 59)
        from hour in Ranges(0, 23)
        from day in Ranges(1, 31)
        from month in Ranges(1, 12)
        from weekday in Ranges(0, 6)
        from zone in Gen.Elements(Zones)
        from hours in Gen.Choose(0, 24 * 366 * 6)
        from seconds in Gen.Choose(0, 3599)
        select (
            new StructuredCalendarSpec
            {
                Second = { second }, Minute = { minute }, Hour = { hour }, DayOfMonth = { day }, Month = { month }, DayOfWeek = { weekday },
            },
            zone,
            SpecTimes.At("2024-01-01").AddHours(hours).AddSeconds(seconds));

    [Fact]
    public void The_next_time_is_later_and_its_local_time_matches_every_field() =>
        Prop.ForAll(Cases.ToArbitrary(), item =>
        {
            var spec = new ScheduleSpec { StructuredCalendar = { item.Calendar }, TimezoneName = item.Zone };
            return spec.Compile().Next(item.After) is not { } next || (next > item.After && Shows(item.Calendar, item.Zone, next));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void No_matching_second_is_passed_over() =>
        Prop.ForAll(Cases.ToArbitrary(), item =>
        {
            var spec = new ScheduleSpec { StructuredCalendar = { item.Calendar }, TimezoneName = item.Zone };
            var last = item.After.AddHours(6);
            var next = spec.Compile().Next(item.After);
            for (var time = item.After.AddSeconds(1); time <= last && time < (next ?? last); time = time.AddSeconds(1))
            {
                if (Shows(item.Calendar, item.Zone, time))
                {
                    return false;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void No_matching_second_is_passed_over_while_the_clocks_change()
    {
        var changes = new[] { ("Europe/Berlin", "2026-03-29"), ("Europe/Berlin", "2026-10-25"), ("America/New_York", "2026-03-08"), ("America/New_York", "2026-11-01") };
        var cases =
            from minute in Ranges(0, 59)
            from hour in Ranges(0, 4)
            from change in Gen.Elements(changes)
            select (Calendar: new StructuredCalendarSpec { Minute = { minute }, Hour = { hour } }, Zone: change.Item1, Day: SpecTimes.At(change.Item2));
        Prop.ForAll(cases.ToArbitrary(), item =>
        {
            var spec = new ScheduleSpec { StructuredCalendar = { item.Calendar }, TimezoneName = item.Zone };
            var last = item.Day.AddHours(12);
            var times = spec.Compile();
            var found = new List<DateTimeOffset>();
            for (var next = times.Next(item.Day); next <= last; next = times.Next(next.Value))
            {
                found.Add(next.Value);
            }

            var expected = Enumerable.Range(1, 12 * 60).Select(minute => item.Day.AddMinutes(minute)).Where(time => Shows(item.Calendar, item.Zone, time));
            return found.SequenceEqual(expected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static Gen<ScheduleRange[]> Ranges(int minimum, int maximum) =>
        from all in Gen.Elements(true, false)
        from start in Gen.Choose(minimum, maximum)
        from end in Gen.Choose(start, maximum)
        from step in Gen.Choose(1, 7)
        select new[] { all ? new ScheduleRange { Start = minimum, End = maximum, Step = 1 } : new ScheduleRange { Start = start, End = end, Step = step } };

    /// <summary>By the definition: what the clock on the wall shows is in every field.</summary>
    private static bool Shows(StructuredCalendarSpec calendar, string zone, DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(zone));
        return In(calendar.Second, local.Second, 0) && In(calendar.Minute, local.Minute, 0) && In(calendar.Hour, local.Hour, 0)
            && In(calendar.DayOfMonth, local.Day) && In(calendar.Month, local.Month) && In(calendar.DayOfWeek, (int)local.DayOfWeek);
    }

    private static bool In(RepeatedField<ScheduleRange> ranges, int value, int? byDefault = null) => ranges.Count == 0
        ? byDefault is null || byDefault == value
        : ranges.Any(range => value >= range.Start && value <= range.End && (value - range.Start) % range.Step == 0);
}
