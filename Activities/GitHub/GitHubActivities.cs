using Temporalio.Activities;
using Webhooks.Activities.Ledger;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Activities.GitHub;

/// <summary>What GitHub sent, read from the journal.</summary>
public sealed class GitHubActivities(PushPayloads payloads, EntityMemory memory)
{
    /// <summary>Where the branches of a repository stand is in its last pushes; a result of this many is some 60 KB.</summary>
    private const int MostRecalled = 100;

    /// <summary>Which commits a push brought. Reads only, so it may run any number of times.</summary>
    [Activity]
    public async Task<PushContents> ReadPushAsync(DeliveryEvent delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var payload = await payloads.ReadAsync(delivery.Payload, ActivityExecutionContext.Current.CancellationToken);
        return payload.Contents;
    }

    /// <summary>The last pushes that were settled before the repository's workflow was started, in order of acceptance. Reads only.</summary>
    [Activity]
    public async Task<IReadOnlyList<DeliveryEvent>> RecallPushesAsync(string entity) =>
        [.. (await memory.SettledAsync(entity, MostRecalled, ActivityExecutionContext.Current.CancellationToken)).Where(delivery => delivery.Push is not null)];
}
