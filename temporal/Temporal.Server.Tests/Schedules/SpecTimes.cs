using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Schedules.Times;
using Temporalio.Api.Schedule.V1;

namespace Temporal.Server.Tests.Schedules;

/// <summary>Short ways to say a spec and to read its times.</summary>
internal static class SpecTimes
{
    public static ScheduleSpec Cron(params string[] crons) => new() { CronString = { crons } };

    public static ScheduleSpec In(this ScheduleSpec spec, string zone)
    {
        spec.TimezoneName = zone;
        return spec;
    }

    public static ScheduleSpec Every(TimeSpan interval, TimeSpan phase = default) =>
        new() { Interval = { new IntervalSpec { Interval = Duration.FromTimeSpan(interval), Phase = Duration.FromTimeSpan(phase) } } };

    public static ScheduleTimes Compile(this ScheduleSpec spec) => new(CanonicalSpec.From(spec), "default/schedule");

    public static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The next times as text, in UTC.</summary>
    public static string[] Next(this ScheduleSpec spec, string after, int count)
    {
        var times = spec.Compile();
        var next = new List<string>();
        for (var from = times.Next(At(after)); from is { } time && next.Count < count; from = times.Next(time))
        {
            next.Add(time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        }

        return [.. next];
    }
}
