using Webhooks.Activities.Reports.Planning;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts.Reports;

namespace Webhooks.Benchmarks.Week;

/// <summary>The week of a large organisation: the same on every machine, and long over.</summary>
internal sealed class LargeWeek(int commits, int tickets)
{
    public const string Period = "2025-W47";

    /// <summary>Commits of pushes, again and again: most pushes are small.</summary>
    private static readonly int[] PushSizes = [1, 1, 2, 1, 4, 2, 1, 3, 1, 9];

    /// <summary>As the worker has it unless it is told otherwise.</summary>
    private readonly ReportCalendar calendar = new(new ReportSettings());

    public int Commits => commits;

    public int Tickets => tickets;

    /// <summary>A tenth of the commits, each opened and merged.</summary>
    public int PullRequests => commits / 10;

    /// <summary>The day on which the most is received.</summary>
    public string BusiestDay => Moments()
        .CountBy(moment => calendar.PeriodOf(ReportKind.Daily, moment.At))
        .MaxBy(day => day.Value).Key;

    /// <summary>In order of receipt; made one after another, because all of them together are large.</summary>
    public IEnumerable<WeekDelivery> Deliveries() => Moments().OrderBy(moment => moment.At).Select(moment => moment.Make());

    private IEnumerable<(DateTimeOffset At, Func<WeekDelivery> Make)> Moments()
    {
        var hours = new WorkingHours(calendar.Window(ReportKind.Weekly, Period));
        var (push, first) = (0, 0);
        while (first < commits)
        {
            var (number, range) = (push, first..Math.Min(commits, first + PushSizes[push % PushSizes.Length]));
            var at = hours.At((double)first / commits);
            yield return (at, () => GitHubWeek.Push(number, range, tickets, at));
            (push, first) = (push + 1, range.End.Value);
        }

        for (var request = 0; request < PullRequests; request++)
        {
            var number = request;
            var (opened, merged) = (hours.At(request * 0.8 / PullRequests), hours.At((request * 0.8 / PullRequests) + 0.15));
            yield return (opened, () => GitHubWeek.PullRequest(number, isMerged: false, opened));
            yield return (merged, () => GitHubWeek.PullRequest(number, isMerged: true, merged));
        }

        for (var happened = 0; happened < tickets * JiraWeek.EventsPerTicket; happened++)
        {
            var (ticket, step) = (happened % tickets, happened / tickets);
            var at = hours.At((double)happened / (tickets * JiraWeek.EventsPerTicket));
            yield return (at, () => JiraWeek.Event(ticket, step, at));
        }
    }
}
