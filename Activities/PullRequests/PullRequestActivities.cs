using Temporalio.Activities;
using Webhooks.Activities.Ledger;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Activities.PullRequests;

/// <summary>What GitHub sent about a pull request, read from the journal. Reads only, so all of it may run any number of times.</summary>
public sealed class PullRequestActivities(IPayloads payloads, EntityMemory memory, PushedBranch pushed)
{
    /// <summary>Texts do not keep a request from being remembered; this many are worth reading.</summary>
    private const int MostBodies = 100;

    [Activity]
    public async Task<PullRequestReading> ReadPullRequestAsync(DeliveryEvent delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        try
        {
            return await ReadAsync(delivery, ActivityExecutionContext.Current.CancellationToken);
        }
        catch (Exception failure) when (PayloadFailure.IsForeseen(failure))
        {
            throw PayloadFailure.Of(failure, ErrorTypes.PullRequestUnreadable);
        }
    }

    /// <summary>What the ledger and the journal still know of a pull request whose workflow ended after a quiet period. Null when nothing.</summary>
    [Activity]
    public async Task<PullRequest?> RecallPullRequestAsync(string entity)
    {
        var cancelled = ActivityExecutionContext.Current.CancellationToken;
        var deliveries = await memory.SettledAsync(entity, cancelled);
        PullRequest? request = null;
        for (var i = 0; i < deliveries.Count; i++)
        {
            var reading = i >= deliveries.Count - MostBodies ? await TryReadAsync(deliveries[i], cancelled) : null;
            request = PullRequest.Following(request, deliveries[i], reading);
        }

        return request;
    }

    /// <summary>Which commits it brought and what they touch. Null when nothing of that is known.</summary>
    [Activity]
    public Task<PullRequestChanges?> FindChangesAsync(PullRequest request) =>
        pushed.FindAsync(request, ActivityExecutionContext.Current.CancellationToken);

    private async Task<PullRequestReading> ReadAsync(DeliveryEvent delivery, CancellationToken cancellationToken) =>
        PullRequestBody.Read(await payloads.ReadAsync(delivery.Payload, cancellationToken));

    /// <summary>A body that retention dropped or that is damaged takes its texts with it and nothing else.</summary>
    private async Task<PullRequestReading?> TryReadAsync(DeliveryEvent delivery, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(delivery, cancellationToken);
        }
        catch (Exception failure) when (failure is PayloadMissingException or PayloadDamagedException or FormatException)
        {
            return null;
        }
    }
}
