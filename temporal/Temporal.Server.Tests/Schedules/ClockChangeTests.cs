namespace Temporal.Server.Tests.Schedules;

/// <summary>A local time that the clocks skip never comes; one that they show twice comes twice.</summary>
public sealed class ClockChangeTests
{
    [Fact]
    public void In_Berlin_half_past_two_is_left_out_when_the_clocks_go_forward() => Assert.Equal(
        ["2026-03-28 01:30:00", "2026-03-30 00:30:00", "2026-03-31 00:30:00"],
        SpecTimes.Cron("30 2 * * *").In("Europe/Berlin").Next("2026-03-28", 3));

    [Fact]
    public void In_Berlin_half_past_two_comes_twice_when_the_clocks_go_back() => Assert.Equal(
        ["2026-10-24 00:30:00", "2026-10-25 00:30:00", "2026-10-25 01:30:00", "2026-10-26 01:30:00"],
        SpecTimes.Cron("30 2 * * *").In("Europe/Berlin").Next("2026-10-24", 4));

    [Fact]
    public void In_New_York_half_past_two_is_left_out_when_the_clocks_go_forward() => Assert.Equal(
        ["2026-03-07 07:30:00", "2026-03-09 06:30:00"],
        SpecTimes.Cron("30 2 * * *").In("America/New_York").Next("2026-03-07", 2));

    [Fact]
    public void In_New_York_half_past_one_comes_twice_when_the_clocks_go_back() => Assert.Equal(
        ["2026-11-01 05:30:00", "2026-11-01 06:30:00", "2026-11-02 06:30:00"],
        SpecTimes.Cron("30 1 * * *").In("America/New_York").Next("2026-11-01", 3));

    [Fact]
    public void A_schedule_of_every_half_hour_keeps_its_pace_through_both_changes()
    {
        var spec = SpecTimes.Cron("*/30 * * * *").In("Europe/Berlin");
        foreach (var day in new[] { "2026-03-28 22:00:00", "2026-10-24 22:00:00" })
        {
            var times = spec.Next(day, 20).Select(SpecTimes.At).ToList();
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(30), pair.Second - pair.First));
        }
    }

    [Fact]
    public void The_second_showing_of_the_last_match_ever_is_found() => Assert.Equal(
        ["2026-10-25 00:30:00", "2026-10-25 01:30:00"],
        SpecTimes.Cron("30 2 25 10 * 2026").In("Europe/Berlin").Next("2026-01-01", 3));

    [Fact]
    public void A_time_that_exists_only_in_some_years_is_found_across_many_changes() => Assert.Equal(
        ["2028-02-28 23:00:00"], SpecTimes.Cron("0 0 29 2 *").In("Europe/Berlin").Next("2024-03-01", 1));

    [Fact]
    public void The_first_minute_after_a_skipped_hour_counts() => Assert.Equal(
        ["2026-03-29 01:00:00"], SpecTimes.Cron("0 3 29 3 * 2026").In("Europe/Berlin").Next("2026-03-29", 2));

    [Fact]
    public void Half_hour_changes_are_known() => Assert.Equal(
        ["2026-04-04 14:45:00", "2026-04-04 15:15:00"],
        SpecTimes.Cron("45 1 5 4 * 2026").In("Australia/Lord_Howe").Next("2026-04-04", 3));
}
