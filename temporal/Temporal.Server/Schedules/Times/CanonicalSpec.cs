using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporalio.Api.Schedule.V1;

namespace Temporal.Server.Schedules.Times;

/// <summary>Brings a spec as clients send it to the form that is stored: structured calendars and intervals only.</summary>
internal static class CanonicalSpec
{
    private const int MostEntries = 256;

    /// <exception cref="GrpcException">Something in it cannot be understood.</exception>
    public static ScheduleSpec From(ScheduleSpec given)
    {
#pragma warning disable CS0612 // The deprecated field is still sent by old clients.
        var oldExcludes = given.ExcludeCalendar;
#pragma warning restore CS0612
        var entries = given.Calendar.Count + given.StructuredCalendar.Count + given.CronString.Count + given.Interval.Count
            + oldExcludes.Count + given.ExcludeStructuredCalendar.Count;
        if (entries > MostEntries)
        {
            throw Fault($"more than {MostEntries} entries");
        }

        if (!given.TimezoneData.IsEmpty)
        {
            throw Fault("timezone_data is not supported by this server, timezone_name is");
        }

        TimeMath.Check(given.Jitter, "Jitter");
        var crons = given.CronString.Select(CronText.Parse).ToList();
        var canonical = new ScheduleSpec
        {
            StructuredCalendar =
            {
                given.StructuredCalendar.Select(CanonicalCalendars.From),
                given.Calendar.Select(CanonicalCalendars.From),
                crons.Select(cron => cron.Calendar).OfType<StructuredCalendarSpec>(),
            },
            Interval = { given.Interval.Concat(crons.Select(cron => cron.Interval).OfType<IntervalSpec>()).Select(Check) },
            ExcludeStructuredCalendar =
            {
                given.ExcludeStructuredCalendar.Select(CanonicalCalendars.From),
                oldExcludes.Select(CanonicalCalendars.From),
            },
            StartTime = Check(given.StartTime, "start_time"),
            EndTime = Check(given.EndTime, "end_time"),
            Jitter = given.Jitter,
            TimezoneName = ZoneName([given.TimezoneName, .. crons.Select(cron => cron.TimeZoneName)]),
        };
        return canonical;
    }

    private static string ZoneName(IEnumerable<string> names)
    {
        var given = names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return given switch
        {
            [] => "",
            [var name] when TimeZones.Find(name) is not null => name,
            [var name] => throw Fault($"unknown time zone '{name}'"),
            _ => throw Fault("more than one time zone"),
        };
    }

    private static IntervalSpec Check(IntervalSpec interval)
    {
        TimeMath.Check(interval.Interval, "Interval");
        TimeMath.Check(interval.Phase, "Phase");
        if (interval.Interval is null || interval.Interval.Seconds < 1)
        {
            throw Fault("an interval is shorter than a second");
        }

        return (interval.Phase?.Seconds ?? 0) < interval.Interval.Seconds
            ? interval
            : throw Fault("the phase of an interval is not shorter than the interval");
    }

    private static Timestamp? Check(Timestamp? time, string name)
    {
        try
        {
            _ = time?.ToDateTimeOffset();
            return time;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw Fault($"{name} is not a valid time");
        }
    }

    private static GrpcException Fault(string what) => Errors.InvalidArgument("Invalid schedule spec: " + what);
}
