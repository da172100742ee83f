using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office;
using Webhooks.Office.Word;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>What Azure cost: days that cost too much first, then by service.</summary>
internal static class CostBlocks
{
    private const int MostServices = 40;

    public static IEnumerable<WordBlock> Of(ReportContent content)
    {
        var charts = new ReportCharts(content);
        return charts.Currencies().Count == 0
            ? [.. Anomalies(content), new WordBlock.Markdown(content.Nothing("Azure reported no costs.", ReportSources.Costs))]
            : [.. Anomalies(content), .. charts.Currencies().SelectMany(currency => Currency(charts, currency))];
    }

    private static IEnumerable<WordBlock> Currency(ReportCharts charts, string currency)
    {
        var services = charts.Services(currency);
        IReadOnlyList<(string Service, decimal Cost)> shown = services.Count <= MostServices
            ? services
            : [.. services.Take(MostServices), (Phrase.Count(services.Count - MostServices, "other"), services.Skip(MostServices).Sum(service => service.Cost))];
        return [.. ReportBlocks.Charts(charts.CostDays(currency), charts.Service(currency)), new WordBlock.Table(ReportTables.CostByService(currency, shown))];
    }

    private static IEnumerable<WordBlock> Anomalies(ReportContent content) => content.Data.Costs.Anomalies.Select(anomaly => new WordBlock.Callout(Tone.Warning, ReportLines.Of(anomaly)));
}
