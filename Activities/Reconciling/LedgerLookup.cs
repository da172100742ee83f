using System.Text.Json;
using Temporalio.Exceptions;
using Webhooks.Activities.Reconciling.Jira;
using Webhooks.Contracts.Identities;
using Webhooks.Contracts.Jira;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reconciling;

/// <summary>What the ledger has.</summary>
public sealed class LedgerLookup(IDeliveryLedger ledger)
{
    private const int MostPages = 40;

    /// <exception cref="ApplicationFailureException">The ledger cannot be read now.</exception>
    public Task<bool> HasAsync(DeliveryKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ReadAsync(async () => await ledger.FindAsync(key.DeliveryId, cancellationToken) is not null);
    }

    /// <summary>Of an issue's newest twenty thousand deliveries.</summary>
    /// <exception cref="ApplicationFailureException">The ledger cannot be read now.</exception>
    internal Task<KnownChanges> ChangesOfAsync(string source, EntityId issue, CancellationToken cancellationToken) => ReadAsync(async () =>
    {
        var changelogs = new HashSet<long>();
        var isCreated = false;
        var filter = new DeliveryFilter { Source = source, Entity = issue.Value, Limit = DeliveryFilter.MaximumLimit };
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await ledger.ListAsync(filter, cancellationToken);
            foreach (var about in page.Select(record => FactsOf(record.Event)).OfType<JiraIssueEvent>())
            {
                isCreated |= about.EventName == "jira:issue_created";
                if (about.ChangelogId is { } changelog)
                {
                    changelogs.Add(changelog);
                }
            }

            if (page.Count < filter.Limit)
            {
                break;
            }

            filter = filter with { Before = page[^1].Sequence };
        }

        return new KnownChanges(changelogs, isCreated);
    });

    private static JiraIssueEvent? FactsOf(byte[]? json) => json is null ? null : JsonSerializer.Deserialize<StoredFacts>(json)?.JiraIssue;

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (LedgerUnavailableException failure)
        {
            throw new ApplicationFailureException(failure.Message, failure, ErrorTypes.Ledger);
        }
    }

    /// <summary>The part of the gateway's facts that is wanted here.</summary>
    private sealed record StoredFacts(JiraIssueEvent? JiraIssue);
}
