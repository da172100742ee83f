using Temporalio.Activities;
using Temporalio.Exceptions;
using Webhooks.Activities.Reconciling.Settings;
using Webhooks.Contracts.Identities;

namespace Webhooks.Activities.Reconciling.GitHub;

/// <summary>What GitHub says it delivered, against what the ledger has.</summary>
public sealed class GitHubReconciling(ReconcilerSettings settings, GitHubHookClient client, LedgerLookup ledger)
{
    private static CancellationToken Cancelled => ActivityExecutionContext.Current.CancellationToken;

    /// <returns>Those of the deliveries that the ledger has.</returns>
    [Activity]
    public async Task<IReadOnlyList<string>> FindArrivedDeliveriesAsync(string source, IReadOnlyList<string> guids)
    {
        ArgumentNullException.ThrowIfNull(guids);
        var configured = settings.Of(source);
        List<string> arrived = [];
        foreach (var guid in guids)
        {
            if (await HasAsync(configured, guid))
            {
                arrived.Add(guid);
            }
        }

        return arrived;
    }

    /// <summary>Reads one page of the log, newest first. Deliveries that GitHub believes to have arrived are looked for like all others.</summary>
    [Activity]
    public async Task<HookLogExcerpt> ReadHookLogAsync(HookLogQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var source = settings.Of(query.Source);
        var page = await client.ReadAsync(HookOf(source), query.Cursor, Cancelled);
        if (page.Next is not null && page.Next == query.Cursor)
        {
            throw new ApplicationFailureException("GitHub's log leads from a page to the same page.", ErrorTypes.ProviderAnswer);
        }

        List<MissingDelivery> missing = [];
        var counted = page.Deliveries.Where(delivery => delivery.DeliveredAt >= query.Since && delivery.DeliveredAt < query.Before).ToList();
        foreach (var attempts in counted.GroupBy(delivery => delivery.Guid, StringComparer.OrdinalIgnoreCase))
        {
            if (attempts.Key.Length > 0 && !await HasAsync(source, attempts.Key))
            {
                missing.Add(new MissingDelivery(
                    attempts.Key.ToLowerInvariant(), attempts.Max(each => each.Id), attempts.First().Event, attempts.Min(each => each.DeliveredAt)));
            }
        }

        var isOver = page.Deliveries.Count > 0 && page.Deliveries.All(delivery => delivery.DeliveredAt < query.Since);
        return new HookLogExcerpt { Checked = counted.Count, Missing = missing, Next = isOver ? null : page.Next };
    }

    /// <summary>Asks GitHub to deliver once more. Twice asked is twice delivered, and the second one is a duplicate.</summary>
    /// <returns>False when GitHub refuses: trying again would change nothing.</returns>
    [Activity]
    public async Task<bool> RequestRedeliveryAsync(string source, long attempt) =>
        await client.RedeliverAsync(HookOf(settings.Of(source)), attempt, Cancelled);

    private Task<bool> HasAsync(ReconciledSource source, string guid) =>
        ledger.HasAsync(DeliveryKey.GitHub(source.Tenant, source.Name, HookOf(source).HookId, guid), Cancelled);

    private static GitHubHook HookOf(ReconciledSource source) => source.GitHub
        ?? throw new ApplicationFailureException($"Source '{source.Name}' is not GitHub's any more.", ErrorTypes.Configuration, nonRetryable: true);
}
