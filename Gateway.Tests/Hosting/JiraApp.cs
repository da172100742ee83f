using System.Text.Json;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Jira;
using Webhooks.Gateway.Receiving;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>The gateway with one source of Jira beside those of GitHub.</summary>
internal static class JiraApp
{
    public static GatewayApp Create(params (string Key, string Value)[] settings)
    {
        var app = new GatewayApp();
        app.Settings.Put("Webhooks:Sources:2:Name", "jira");
        app.Settings.Put("Webhooks:Sources:2:Provider", "Jira");
        app.Settings.Put("Webhooks:Sources:2:Secrets:0:Value", JiraDelivery.Secret);
        foreach (var (key, value) in settings)
        {
            app.Settings.Put($"Webhooks:Sources:2:{key}", value);
        }

        return app;
    }

    /// <summary>Sends it and gives what the ledger has of it.</summary>
    public static async Task<DeliveryRecord> AcceptedAsync(this GatewayApp app, HttpRequestMessage request)
    {
        var response = await app.CreateClient().SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        var id = JsonDocument.Parse(text).RootElement.GetProperty("deliveryId").GetString() ?? "";
        return await app.FindAsync(id) ?? throw new InvalidOperationException($"{id} is not in the ledger.");
    }

    public static JiraIssueEvent? Issue(this DeliveryRecord record) => DeliveryFacts.FromJson(record.Event).JiraIssue;

    public static string Ending(this DeliveryRecord record) =>
        record.Outcome is { } outcome ? $"{outcome.Kind} {outcome.Reason}" : $"to {record.WorkflowType}";
}
