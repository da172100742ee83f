using Temporalio.Client;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;
using Webhooks.Contracts;
using Webhooks.Contracts.Azure;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Workflows.Deployments;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.Deployments;

/// <summary>One resource of Azure.</summary>
internal sealed class TestResource(RepositoryWorld world, long id, string subscription = "0000")
{
    private int deliveries;

    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public long Number => id;

    public string ResourceId { get; } = $"/subscriptions/{subscription}/resourcegroups/rg/providers/microsoft.web/sites/shop-{id}";

    public string Entity => EntityId.AzureDeployment(null, ResourceId).Value;

    public string Path => DocumentPath.ForAzure(Entity, AzureResourceName.Parse(ResourceId));

    public DeliveryEvent Happened(string kind, int minute, string correlation = "c-1", string? status = null, string operation = "Microsoft.Web/sites/write") => Event(new AzureResourceEvent
    {
        EventType = $"Microsoft.Resources.Resource{kind}",
        ResourceId = ResourceId,
        Operation = operation,
        Status = status,
        CorrelationId = correlation,
        At = Start.AddMinutes(minute),
    });

    public async Task<DeliveryEvent> StoredAsync(DeliveryEvent delivery) => await world.StoreAsync(delivery, "{}"u8.ToArray(), WorkflowNames.AzureDeploymentHandler);

    public Task<WorkflowHandle> DeliverAsync(DeliveryEvent stored, DeploymentCarry? start = null) =>
        world.DeliverAsync(WorkflowNames.AzureDeploymentHandler, stored, start);

    public async Task<Outcome> OutcomeOfAsync(DeliveryEvent delivery, DeploymentCarry? start = null)
    {
        var stored = await StoredAsync(delivery);
        await DeliverAsync(stored, start);
        return await world.OutcomeAsync(stored.DeliveryId);
    }

    public Task<string> DocumentAsync() => world.ReadAsync(Path);

    private DeliveryEvent Event(AzureResourceEvent resource)
    {
        var key = DeliveryKey.From(null, "eventgrid", "azure:/subscriptions/0000", $"{id}-{Interlocked.Increment(ref deliveries)}");
        return new DeliveryEvent
        {
            DeliveryId = key.DeliveryId,
            Key = key.Value,
            Source = "azure",
            Provider = WebhookProvider.EventGrid,
            EventName = resource.EventType,
            Entity = Entity,
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Payload = new PayloadReference(0, 0, 0, ""),
            AzureResource = resource,
        };
    }
}
