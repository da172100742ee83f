using Webhooks.Activities.Reports.Planning;

namespace Webhooks.Benchmarks.Week;

/// <summary>When in a week things happen: from eight to eighteen o'clock (UTC), most of all on Wednesday, a little at weekends.</summary>
internal sealed class WorkingHours(ReportWindow window)
{
    private const int FirstHour = 8;
    private const int Hours = 10;

    /// <summary>What happens last in an hour is received in it too.</summary>
    private const int SecondsUsed = 3_590;

    private readonly (DateTimeOffset Hour, double Until)[] hours = Weighted(window);

    /// <param name="share">From 0, the first moment, to 1, which is not included: how much of the week's work is behind.</param>
    public DateTimeOffset At(double share)
    {
        var until = share * hours[^1].Until;
        var index = Array.FindIndex(hours, hour => until < hour.Until);
        var (start, end) = (index == 0 ? 0 : hours[index - 1].Until, hours[index].Until);
        // Providers tell times to the second.
        return hours[index].Hour.AddSeconds(Math.Floor((until - start) / (end - start) * SecondsUsed));
    }

    private static (DateTimeOffset Hour, double Until)[] Weighted(ReportWindow window)
    {
        List<(DateTimeOffset Hour, double Until)> weighted = [];
        var sum = 0.0;
        for (var hour = window.From; hour < window.To; hour = hour.AddHours(1))
        {
            if (hour.Hour is >= FirstHour and < FirstHour + Hours)
            {
                sum += Weight(hour.DayOfWeek);
                weighted.Add((hour, sum));
            }
        }

        return [.. weighted];
    }

    private static double Weight(DayOfWeek day) => day switch
    {
        DayOfWeek.Saturday or DayOfWeek.Sunday => 0.05,
        DayOfWeek.Wednesday => 1.5,
        DayOfWeek.Monday or DayOfWeek.Tuesday or DayOfWeek.Thursday or DayOfWeek.Friday => 1,
    };
}
