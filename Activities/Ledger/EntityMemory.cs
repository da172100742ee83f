using System.Text.Json;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Ledger;

/// <summary>
/// What happened to an entity before its workflow was started: deliveries that are settled. Those that are not come to the workflow
/// themselves.
/// </summary>
public sealed class EntityMemory(IDeliveryLedger ledger)
{
    private const int MostDeliveries = 2_000;

    /// <summary>In order of acceptance; of more than a workflow would want to know the newest.</summary>
    public Task<IReadOnlyList<DeliveryEvent>> SettledAsync(string entity, CancellationToken cancellationToken) =>
        SettledAsync(entity, MostDeliveries, cancellationToken);

    /// <summary>The newest of them, in order of acceptance.</summary>
    public async Task<IReadOnlyList<DeliveryEvent>> SettledAsync(string entity, int most, CancellationToken cancellationToken)
    {
        List<DeliveryEvent> newestFirst = [];
        long? before = null;
        var read = 0;
        while (read < most)
        {
            var limit = Math.Min(most - read, DeliveryFilter.MaximumLimit);
            var page = await ledger.ListAsync(
                new DeliveryFilter { Entity = entity, State = DeliveryState.Settled, Before = before, Limit = limit }, cancellationToken);
            newestFirst.AddRange(page.Select(Event).OfType<DeliveryEvent>());
            if (page.Count < limit)
            {
                break;
            }

            read += page.Count;
            before = page[^1].Sequence;
        }

        newestFirst.Reverse();
        return newestFirst;
    }

    /// <summary>Null when nothing was understood of it.</summary>
    private static DeliveryEvent? Event(DeliveryRecord record)
    {
        try
        {
            return record is { Event: { } json, Entity: { } entity } ? Event(record, entity, DeliveryFacts.FromJson(json)) : null;
        }
        catch (JsonException)
        {
            // A row that nobody can read must not keep its entity from working.
            return null;
        }
    }

    internal static DeliveryEvent Event(DeliveryRecord record, string entity, DeliveryFacts facts) => new()
    {
        DeliveryId = record.DeliveryId,
        Key = record.Key,
        Source = record.Source,
        Provider = record.Provider,
        EventName = record.EventName,
        Entity = entity,
        ReceivedAt = record.ReceivedAt,
        Payload = record.Payload,
        Push = facts.Push,
        PullRequest = facts.PullRequest,
        Deployment = facts.Deployment,
        JiraIssue = facts.JiraIssue,
        AzureResource = facts.AzureResource,
    };
}
