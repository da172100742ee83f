using Temporalio.Activities;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Activities.GitHub;

/// <summary>What GitHub sent, read from the journal.</summary>
public sealed class GitHubActivities(PushPayloads payloads)
{
    /// <summary>Which commits a push brought. Reads only, so it may run any number of times.</summary>
    [Activity]
    public async Task<PushContents> ReadPushAsync(DeliveryEvent delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var payload = await payloads.ReadAsync(delivery.Payload, ActivityExecutionContext.Current.CancellationToken);
        return payload.Contents;
    }
}
