using Webhooks.Contracts.Reports;
using Webhooks.Reports.Tests.Collecting;

namespace Webhooks.Reports.Tests.Quarter;

/// <summary>What happens from Monday 3 January to Friday 31 March 2028 in Berlin: 65 days and 13 weeks with a leap day, and a change of clocks on 26 March.</summary>
internal sealed class QuarterEvents
{
    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    public static readonly DateOnly Begin = new(2028, 1, 3);
    public static readonly DateOnly End = new(2028, 3, 31);

    /// <summary>When Temporal is away: over the cut-off of a day; over those of a week and two days.</summary>
    public static readonly IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Outages =
        [(At(new(2028, 1, 19), 17), At(new(2028, 1, 19), 21)), (At(new(2028, 3, 10), 16), At(new(2028, 3, 14), 9))];

    private readonly List<TestDelivery> deliveries = [];

    public QuarterEvents()
    {
        foreach (var day in Days)
        {
            foreach (var hour in Hours(day))
            {
                Push(At(day, hour), At(day, hour));
            }

            if (IsWeekday(day))
            {
                var ticket = deliveries.Count;
                deliveries.Add(TestDelivery.Issue(At(day, 11), ticket));
            }
        }

        foreach (var (day, hour, received) in Late)
        {
            Push(At(day, hour), received);
        }
    }

    /// <summary>Days of which a delivery came after their report; the first also after the end of its week.</summary>
    public static IReadOnlyList<(DateOnly Day, int Hour, DateTimeOffset Received)> Late { get; } =
    [
        (new(2028, 1, 13), 9, At(new(2028, 1, 17), 12)),
        (new(2028, 2, 29), 15, At(new(2028, 3, 1), 9)),
        (new(2028, 3, 27), 12, At(new(2028, 3, 28), 12)),
    ];

    /// <summary>The day of a document that the store refuses.</summary>
    public static string RefusedDay => "2028-02-16";

    /// <summary>A push is of one commit, and each ticket is told of once.</summary>
    public IReadOnlyList<TestDelivery> Deliveries => deliveries;

    public static IReadOnlyList<string> ReportDays { get; } = [.. Days.Where(IsWeekday).Select(ReportPeriod.Of)];

    public static IReadOnlyList<string> ReportWeeks { get; } = [.. Days.Where(day => day.DayOfWeek == DayOfWeek.Friday).Select(ReportPeriod.OfWeek)];

    /// <summary>Ends of periods, in local time.</summary>
    public static IEnumerable<(DateTimeOffset At, ReportKind Kind, string Period)> CutOffs =>
    [
        .. Days.Where(IsWeekday).Select(day => (At(day, 18), ReportKind.Daily, ReportPeriod.Of(day))),
        .. Days.Where(day => day.DayOfWeek == DayOfWeek.Friday).Select(day => (At(day, 17), ReportKind.Weekly, ReportPeriod.OfWeek(day))),
    ];

    /// <summary>From the first morning to the last afternoon.</summary>
    public static IEnumerable<DateTimeOffset> FullHours =>
        Enumerable.Range(1, ((End.DayNumber - Begin.DayNumber) * 24) + 8).Select(hour => At(Begin, 8).AddHours(hour));

    private static IEnumerable<DateOnly> Days => Enumerable.Range(0, End.DayNumber - Begin.DayNumber + 1).Select(Begin.AddDays);

    public static bool IsAway(DateTimeOffset at) => Outages.Any(outage => outage.From <= at && at < outage.To);

    public static DateTimeOffset At(DateOnly day, int hour)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        return new DateTimeOffset(local, Berlin.GetUtcOffset(local)).ToUniversalTime();
    }

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>At a cut-off it belongs to the next period. Behind the last one nothing happens.</summary>
    private static int[] Hours(DateOnly day) => day.DayOfWeek switch
    {
        _ when day == End => [10],
        DayOfWeek.Saturday => [12],
        DayOfWeek.Sunday => [3],
        DayOfWeek.Friday => [10, 17, 18, 19],
        _ => [10, 18, 19],
    };

    private void Push(DateTimeOffset at, DateTimeOffset received) => deliveries.Add(TestDelivery.Push(at, deliveries.Count) with { ReceivedAt = received });
}
