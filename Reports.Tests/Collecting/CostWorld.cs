using System.Globalization;
using System.Text.Json.Nodes;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Tests.Azure;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Reports.Tests.Collecting;

/// <summary>A <see cref="ReportWorld"/> with an Azure that is asked for its costs.</summary>
internal sealed class CostWorld(FakeAzure azure, AzureClient client, ReportWorld reports) : IAsyncDisposable
{
    public ReportWorld Reports => reports;

    public static async Task<CostWorld> StartAsync()
    {
        var (azure, clock) = (await FakeAzure.StartNewAsync(), new TestClock());
        var client = azure.Client(clock);
        var reports = new ReportWorld { Costs = new CostReading(azure.Settings(), client, clock) };
        await reports.InitializeAsync();
        return new CostWorld(azure, client, reports);
    }

    /// <param name="day">Of November 2026.</param>
    /// <param name="cost">In the currency.</param>
    /// <param name="currency">ISO 4217.</param>
    public void Cost(int day, decimal cost, string currency = "EUR") =>
        azure.Costs.Add(new JsonArray(cost, int.Parse($"202611{day:00}", CultureInfo.InvariantCulture), "Storage", currency));

    /// <summary>The same from one day to another, both included.</summary>
    public void CostEach(int first, int last, decimal cost, string currency = "EUR")
    {
        for (var day = first; day <= last; day++)
        {
            Cost(day, cost, currency);
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await azure.DisposeAsync();
        await reports.DisposeAsync();
    }
}
