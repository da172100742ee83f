using Webhooks.Activities.Azure;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office.Charts;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>Charts of a report. One of nothing, or of a single bar, is none. By its title <see cref="ReportCheck"/> knows what a chart's values must add up to.</summary>
internal sealed class ReportCharts(ReportContent content)
{
    public const string CommitsByDay = "Commits by day";
    public const string CommitsByAuthor = "Commits by author";
    public const string CommitsByRepository = "Commits by repository";
    public const string TicketsByDay = "Completed tickets by day of their last change";

    private const int MostBars = 10;
    private const int MostServices = 5;
    private const int MostTold = 6;
    private const string Others = "Others";

    private readonly ReportData data = content.Data;
    private readonly ReportDays days = new(content.Edition.Window);

    public static string CostByService(string currency) => $"Cost by service ({currency})";

    public static string CostByDay(string currency) => $"Cost by day and service ({currency})";

    /// <summary>For whoever does not see it: <c>octo/shop 9, octo/site 4.</c></summary>
    public static string Told(IReadOnlyList<Tally> tallies)
    {
        var told = tallies.Where(tally => tally.Count > 0).Take(MostTold).Select(tally => $"{Phrase.Title(tally.Name)} {Phrase.Number(tally.Count)}").ToList();
        var more = tallies.Count(tally => tally.Count > 0) - told.Count;
        return $"{string.Join(", ", told)}{(more > 0 ? $", and {Phrase.Number(more)} more" : "")}.";
    }

    public IReadOnlyList<Tally> Authors(int most) => Tally.Top(Tally.Of(data.Commits, commit => Phrase.Title(commit.Author)), most);

    public IReadOnlyList<Tally> Repositories(int most) => Tally.Top(Tally.Of(data.Commits, commit => commit.Repository), most);

    /// <summary>None when it is not known whether there were any.</summary>
    public IReadOnlyList<Tally> CommitDays() => data.Commits.Count == 0 && content.IsMissing(ReportSources.Commits) ? [] : days.Count(data.Commits.Select(commit => commit.PushedAt));

    /// <summary>None when it is not known whether there were any.</summary>
    public IReadOnlyList<Tally> TicketDays() => !data.Tickets.Any(ticket => ticket.IsCompleted) && content.IsMissing(ReportSources.Tickets) ? [] : days.Count(data.Tickets.Where(ticket => ticket.IsCompleted).Select(ticket => ticket.At));

    public Chart? ByDay() => Of(CommitsByDay, ChartKind.Column, "Commits", CommitDays());

    public Chart? ByAuthor() => Of(CommitsByAuthor, ChartKind.Bar, "Commits", Authors(MostBars));

    public Chart? ByRepository() => Of(CommitsByRepository, ChartKind.Bar, "Commits", Repositories(MostBars));

    public Chart? Completed() => Of(TicketsByDay, ChartKind.Column, "Tickets", TicketDays());

    public IReadOnlyList<string> Currencies() => [.. content.Edition.Figures.Costs.Select(total => total.Currency)];

    /// <summary>The most expensive first.</summary>
    public IReadOnlyList<(string Service, decimal Cost)> Services(string currency) =>
    [
        .. Costs(currency).GroupBy(cost => cost.Service, StringComparer.Ordinal).Select(service => (Service: service.Key, Cost: service.Sum(cost => cost.Cost)))
            .OrderByDescending(service => service.Cost).ThenBy(service => service.Service, StringComparer.Ordinal),
    ];

    public Chart? Service(string currency)
    {
        var services = Services(currency);
        var shown = services.Count <= MostBars ? services : [.. services.Take(MostBars - 1), (Others, services.Skip(MostBars - 1).Sum(service => service.Cost))];
        return shown.Count < 2 || shown.All(service => service.Cost == 0) ? null : new Chart
        {
            Kind = ChartKind.Bar,
            Title = CostByService(currency),
            AltText = $"Cost by service: {string.Join(", ", shown.Take(MostTold).Select(service => $"{Phrase.Title(service.Service)} {Phrase.Money(service.Cost, currency)}"))}.",
            Categories = [.. shown.Select(service => Phrase.Title(service.Service))],
            Series = [new ChartSeries("Cost", [.. shown.Select(service => service.Cost)])],
            NumberFormat = "#,##0.00",
        };
    }

    public Chart? CostDays(string currency)
    {
        var costs = Costs(currency).ToList();
        DateOnly[] shown = [.. costs.Select(cost => cost.Day).Distinct().Order()];
        var services = Services(currency);
        string[] named = [.. services.Take(services.Count <= MostServices + 1 ? services.Count : MostServices).Select(service => service.Service)];
        return shown.Length < 2 || costs.TrueForAll(cost => cost.Cost == 0) ? null : new Chart
        {
            Kind = ChartKind.StackedColumn,
            Title = CostByDay(currency),
            AltText = $"Cost by day: {string.Join(", ", shown.Select(day => $"{ReportDays.Label(day)} {Phrase.Money(costs.Where(cost => cost.Day == day).Sum(cost => cost.Cost), currency)}"))}.",
            Categories = [.. shown.Select(ReportDays.Label)],
            Series =
            [
                .. named.Select(service => new ChartSeries(Phrase.Title(service), Sums(costs.Where(cost => cost.Service == service), shown))),
                .. named.Length < services.Count ? new[] { new ChartSeries(Others, Sums(costs.Where(cost => !named.Contains(cost.Service, StringComparer.Ordinal)), shown)) } : [],
            ],
            NumberFormat = "#,##0.00",
        };
    }

    private IEnumerable<DailyCost> Costs(string currency) => data.Costs.Costs.Where(cost => cost.Currency == currency);

    private static decimal[] Sums(IEnumerable<DailyCost> costs, DateOnly[] shown)
    {
        var sums = costs.GroupBy(cost => cost.Day).ToDictionary(day => day.Key, day => day.Sum(cost => cost.Cost));
        return [.. shown.Select(day => sums.GetValueOrDefault(day))];
    }

    private static Chart? Of(string title, ChartKind kind, string series, IReadOnlyList<Tally> tallies) => tallies.Count < 2 || tallies.All(tally => tally.Count == 0) ? null : new Chart
    {
        Kind = kind,
        Title = title,
        AltText = $"{title}: {Told(tallies)}",
        Categories = [.. tallies.Select(tally => Phrase.Title(tally.Name))],
        Series = [new ChartSeries(series, [.. tallies.Select(tally => (decimal)tally.Count)])],
    };
}
