using System.Net;
using System.Text.Json;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.EventGrid;

/// <summary>Entity and outcome of every recorded payload, one line an event.</summary>
public sealed class EventGridCorpusTests : IDisposable
{
    private const string Unsupported = "none filtered/unsupported-event";
    private const string Storage = "azure/deployment/subscriptions/%7Bsubscription-id%7D/resourcegroups/%7Bresource-group%7D/providers/microsoft.storage/storageaccounts/%7Bstorage-name%7D to AzureDeploymentHandlerWorkflow";
    private const string EventHub = "azure/deployment/subscriptions/%7Bsubscription-id%7D/resourcegroups/%7Bresource-group%7D/providers/microsoft.eventhub/namespaces/%7Bnamespace%7D/authorizationrules/rootmanagesharedaccesskey to AzureDeploymentHandlerWorkflow";
    private const string LogicApp = "azure/deployment/subscriptions/%7Bsubscription-id%7D/resourcegroups/%7Bresource-group%7D/providers/microsoft.eventgrid/eventsubscriptions/logicappdd584bdf-8347-49c9-b9a9-d1f980783501 to AzureDeploymentHandlerWorkflow";

    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        ["brigade-BlobCreated"] = [Unsupported],
        ["brigade-SubscriptionValidation"] = ["handshake"],
        ["brigade-ce01-BlobCreated-OBSOLETE-0.1"] = ["none quarantined/schema-unsupported"],
        ["brigade-spec-BlobCreated"] = [Unsupported],
        ["brigade-spec-DeviceCreated"] = [Unsupported],
        ["brigade-spec-EventHubCapture"] = [Unsupported],
        ["docs-aks-NewKubernetesVersionAvailable-bare-object"] = [Unsupported],
        ["docs-appservice-BackupOperationStarted-metaDataVersion-spelling"] = [Unsupported],
        ["docs-ce10-BlobCreated"] = [Unsupported],
        ["docs-ce10-aks-NewKubernetesVersionAvailable"] = [Unsupported],
        ["docs-ce10-keyvault-SecretNewVersionCreated"] = [Unsupported],
        ["docs-deadlettered-BlobCreated"] = [Unsupported],
        ["docs-keyvault-SecretNewVersionCreated"] = [Unsupported],
        ["docs-resourcegroup-ResourceDeleteSuccess"] = [Storage],
        ["docs-resourcegroup-ResourceWriteSuccess"] = [Storage],
        ["docs-subscription-ResourceActionSuccess"] = [EventHub],
        ["docs-subscription-ResourceDeleteSuccess"] = [Storage],
        ["docs-subscription-ResourceWriteSuccess"] = [Storage],
        ["sdkjava-ResourceActionSuccess"] = [LogicApp],
        ["sdkjava-ResourceWriteFailure"] = [LogicApp],
        ["sdkjava-ResourceWriteSuccess"] = [LogicApp],
        ["sdkjava-acr-ImagePushed"] = [Unsupported],
        ["sdkjava-bare-object-BlobDeleted"] = [Unsupported],
        ["sdkjava-batch-4-events-with-duplicate-id"] = [Unsupported, Unsupported, $"{Unsupported} again", Unsupported],
        ["sdkjava-ce10-batch-data_base64"] = [Unsupported],
    };

    private readonly GatewayApp app = EventRequest.App(("EventGrid:ExpectedTopics:1", "/subscriptions/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"));

    public void Dispose() => app.Dispose();

    [SkippableFact]
    public async Task Every_recorded_event_has_the_entity_and_the_outcome_of_the_table()
    {
        var folder = Corpus.Folder("eventgrid");
        Skip.If(folder is null, "No recorded events: ../shared/corpus/eventgrid is not there.");
        var files = Directory.GetFiles(folder, "*.json").ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        Assert.Equal(Table.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));

        foreach (var (name, expected) in Table)
        {
            // Several files are edits of one event, with its id: each file gets a gateway's memory of its own by a tenant of its own.
            app.Settings.Change(("Webhooks:Sources:2:Tenant", name[..Math.Min(name.Length, 64)]));
            var kind = name.Contains("Validation", StringComparison.Ordinal) ? "SubscriptionValidation" : "Notification";
            var response = await app.CreateClient().SendAsync(new EventRequest { Kind = kind, Body = await File.ReadAllTextAsync(files[name]) }.Request());

            Assert.True(response.IsSuccessStatusCode, $"{name}: {response.StatusCode}");
            Assert.Equal((name, string.Join('\n', expected)), (name, string.Join('\n', await LinesAsync(response, name))));
        }
    }

    private async Task<List<string>> LinesAsync(HttpResponseMessage response, string name)
    {
        var answer = await response.JsonAsync();
        if (response.StatusCode == HttpStatusCode.OK && answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("validationResponse", out _))
        {
            return ["handshake"];
        }

        var lines = new List<string>();
        foreach (var delivery in answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().ToArray() : [answer])
        {
            var record = await app.FindAsync(delivery.GetProperty("deliveryId").GetString() ?? "");
            var entity = record?.Entity?.Replace($"@{name[..Math.Min(name.Length, 64)]}/", "", StringComparison.Ordinal) ?? "none";
            var again = delivery.TryGetProperty("duplicate", out _) ? " again" : "";
            var ending = record?.Outcome is { } outcome ? $"{outcome.Kind.ToString().ToLowerInvariant()}/{outcome.Reason}" : $"to {record?.WorkflowType}";
            lines.Add($"{entity} {ending}{again}");
        }

        return lines;
    }
}
