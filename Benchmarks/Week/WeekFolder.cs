using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.GitHub;
using Webhooks.Gateway.Jira;
using Webhooks.Gateway.Receiving;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;

namespace Webhooks.Benchmarks.Week;

/// <summary>Fills a data folder with a week: what the gateway would have stored of its deliveries, and the worker's outcomes and documents.</summary>
internal static class WeekFolder
{
    private const int AtOnce = 1_000;

    private static readonly Source[] Sources = [SourceOf(WebhookProvider.GitHub), SourceOf(WebhookProvider.Jira)];

    /// <returns>How many deliveries it has.</returns>
    public static async Task<int> FillAsync(string folder, LargeWeek week)
    {
        await using var journal = await DeliveryJournal.OpenAsync(
            new JournalOptions { Directory = StorageSettings.JournalFolder(folder) }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        await using var ledger = await DeliveryLedger.OpenAsync(
            new LedgerOptions { Path = StorageSettings.LedgerFile(folder) }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        await using var knowledge = await KnowledgeBase.OpenAsync(
            StorageSettings.KnowledgeFolder(folder), StorageSettings.KnowledgeFile(folder), TimeProvider.System, CancellationToken.None);
        var (position, count) = (JournalPosition.Start, 0);
        foreach (var deliveries in week.Deliveries().Chunk(AtOnce))
        {
            var accepted = deliveries.Select(Accepted).ToList();
            await Task.WhenAll(accepted.Zip(deliveries, (facts, delivery) => journal.AppendAsync(facts, delivery.Body, CancellationToken.None)));
            var entries = await journal.ReadFromAsync(position, CancellationToken.None).ToListAsync();
            await ledger.IndexAsync(entries, CancellationToken.None);
            await Task.WhenAll(accepted.Zip(deliveries, (facts, delivery) =>
                ledger.SettleAsync(facts.DeliveryId, delivery.Outcome, facts.ReceivedAt.AddSeconds(5), CancellationToken.None)));
            foreach (var document in deliveries.SelectMany(delivery => delivery.Documents))
            {
                await knowledge.StoreAsync(document, CancellationToken.None);
            }

            (position, count) = (entries[^1].Next, count + entries.Count);
        }

        return count;
    }

    /// <summary>Identified by the gateway's own code, so that the facts are what they are in the product.</summary>
    private static AcceptedDelivery Accepted(WeekDelivery delivery)
    {
        var source = Sources.Single(source => source.Provider == delivery.Provider);
        var steps = source.Provider == WebhookProvider.GitHub ? GitHubSteps.Steps : JiraSteps.Steps;
        var request = new DefaultHttpContext().Request;
        foreach (var (name, value) in delivery.Headers)
        {
            request.Headers[name] = value;
        }

        if (steps.Identify(request, delivery.Body, source) is not { Ended: null, Deliveries: [{ SettledAs: null, WorkflowType: not null } identified] })
        {
            throw new InvalidOperationException("The gateway would hand this delivery to no workflow.");
        }

        return new AcceptedDelivery
        {
            DeliveryId = identified.Key.DeliveryId,
            Key = identified.Key.Value,
            Source = source.Name,
            Provider = source.Provider,
            EventName = identified.EventName,
            Entity = identified.Entity?.Value,
            WorkflowType = identified.WorkflowType,
            ReceivedAt = delivery.ReceivedAt,
            RemoteAddress = "192.0.2.1",
            Event = ((identified.Facts ?? new()) with { Proof = ReceivedProof.Of(request, steps.Kept) }).ToJson(),
        };
    }

    private static Source SourceOf(WebhookProvider provider) =>
        new() { Name = provider.ToString().ToLowerInvariant(), Provider = provider, Tenant = null, MaximumBodyBytes = SourceCatalog.DefaultMaximumBodyBytes };
}
