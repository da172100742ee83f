using System.Globalization;
using Webhooks.Activities.Reports.Planning;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>The local days that a window touches.</summary>
internal sealed class ReportDays
{
    private const string Earlier = "earlier";
    private const string Later = "later";

    private readonly TimeZoneInfo zone;

    public ReportDays(ReportWindow window)
    {
        zone = TimeZoneInfo.FindSystemTimeZoneById(window.TimeZone);
        var (first, last) = (Of(window.From), Of(window.To.AddTicks(-1)));
        All = [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays)];
    }

    public IReadOnlyList<DateOnly> All { get; }

    public static string Label(DateOnly day) => day.ToString("ddd d", CultureInfo.InvariantCulture);

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    public DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>One of each day, also of those without any; what happened on none of them, because it came late, has a name of its own.</summary>
    public IReadOnlyList<Tally> Count(IEnumerable<DateTimeOffset> moments)
    {
        var counts = moments.Select(Of).GroupBy(day => day).ToDictionary(group => group.Key, group => group.Count());
        var (before, after) = (counts.Where(each => each.Key < All[0]).Sum(each => each.Value), counts.Where(each => each.Key > All[^1]).Sum(each => each.Value));
        return
        [
            .. before > 0 ? new[] { new Tally(Earlier, before) } : [],
            .. All.Select(day => new Tally(Label(day), counts.GetValueOrDefault(day))),
            .. after > 0 ? new[] { new Tally(Later, after) } : [],
        ];
    }
}
