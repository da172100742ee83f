using System.Runtime.CompilerServices;
using System.Text.Json;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Ledger;
using Webhooks.Activities.PullRequests;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Reports;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>
/// Which deliveries a report covers. A delivery is in exactly one day, by when it happened, and in exactly one week, by when it was received.
/// A time that a provider tells counts within bounds: from an hour after the receipt, for clocks that differ, back to as long before it as days
/// are amended. Outside of them the receipt counts, so that no delivery belongs to a day that nobody writes any more.
/// </summary>
internal sealed class CoveredDeliveries(IDeliveryLedger ledger, ReportCalendar calendar)
{
    private const string OwnChange = "own-change";
    private const string NoReason = "unknown";

    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromHours(1);

    /// <summary>In order of acceptance; of a week, those that the report before could not see come first.</summary>
    /// <param name="plan">Of the report.</param>
    /// <param name="provider">Only of this one; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be read.</exception>
    public async IAsyncEnumerable<CoveredDelivery> ReadAsync(
        ReportPlan plan, WebhookProvider? provider, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var delivery in ReadAllAsync(plan, provider, cancellationToken))
        {
            if (plan.Kind == ReportKind.Weekly || IsWithin(delivery.At, plan.Window))
            {
                yield return delivery with
                {
                    IsLate = plan.Kind == ReportKind.Weekly ? delivery.At < plan.Window.From : delivery.Record.Sequence > plan.LateAfter,
                };
            }
        }
    }

    /// <summary>The same, and all others that were looked at for them.</summary>
    public async IAsyncEnumerable<CoveredDelivery> ReadAllAsync(
        ReportPlan plan, WebhookProvider? provider, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = new DeliveryFilter { Provider = provider, Before = plan.LastSequence + 1 };
        if (plan.UnseenAfter is { } unseen)
        {
            await foreach (var record in PagesAsync(filter with { After = unseen, To = plan.Window.From }, cancellationToken))
            {
                yield return await CoverAsync(record, cancellationToken);
            }
        }

        var within = plan.Kind switch
        {
            ReportKind.Daily => filter with { From = plan.Window.From - ClocksDiffer, To = plan.Window.To + calendar.Settings.Amendments.Window },
            ReportKind.Weekly => filter with { From = plan.Window.From, To = plan.Window.To },
        };
        await foreach (var record in PagesAsync(within with { After = 0 }, cancellationToken))
        {
            yield return await CoverAsync(record, cancellationToken);
        }
    }

    /// <summary>All that was accepted after a delivery, in order.</summary>
    public async IAsyncEnumerable<CoveredDelivery> BehindAsync(long sequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var record in PagesAsync(new DeliveryFilter { After = sequence }, cancellationToken))
        {
            yield return await CoverAsync(record, cancellationToken);
        }
    }

    public static bool IsWithin(DateTimeOffset at, ReportWindow window) => at >= window.From && at < window.To;

    /// <param name="filter">From the beginning, or after a sequence.</param>
    private async IAsyncEnumerable<DeliveryRecord> PagesAsync(DeliveryFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<DeliveryRecord> page;
        do
        {
            page = await ledger.ListAsync(filter with { Limit = DeliveryFilter.MaximumLimit }, cancellationToken);
            foreach (var record in page)
            {
                yield return record;
            }

            filter = filter with { After = page is [.., var last] ? last.Sequence : filter.After };
        }
        while (page.Count == DeliveryFilter.MaximumLimit);
    }

    private async Task<CoveredDelivery> CoverAsync(DeliveryRecord record, CancellationToken cancellationToken)
    {
        DeliveryFacts? facts = null;
        var isBroken = false;
        try
        {
            facts = record.Event is { } json ? DeliveryFacts.FromJson(json) : null;
        }
        catch (JsonException)
        {
            // Its outcome is known all the same, so it is counted.
            isBroken = true;
        }

        var delivery = facts is not null && record.Entity is { } entity ? EntityMemory.Event(record, entity, facts) : null;
        var (standing, rule) = await StandingAsync(record, facts, cancellationToken);
        return new CoveredDelivery
        {
            Record = record,
            Event = delivery,
            IsBroken = isBroken,
            Standing = standing,
            Rule = rule,
            At = Bounded(delivery is null ? null : Told(delivery), record.ReceivedAt),
        };
    }

    private async Task<(DeliveryStanding Standing, string? Rule)> StandingAsync(DeliveryRecord record, DeliveryFacts? facts, CancellationToken cancellationToken) =>
        record.Outcome switch
        {
            // Filtered from documentation, not from what was done.
            { Kind: OutcomeKind.Filtered, Reason: var reason } when facts?.Push is not null && InsignificantPush.IsReason(reason) => (DeliveryStanding.Included, null),
            { Kind: OutcomeKind.Filtered, Reason: var rule } => (DeliveryStanding.Filtered, rule ?? NoReason),
            { Kind: OutcomeKind.Duplicate } => (DeliveryStanding.Duplicate, null),
            { Kind: OutcomeKind.Quarantined } => (DeliveryStanding.Quarantined, null),
            _ when facts?.OwnChange == true => (DeliveryStanding.Filtered, OwnChange),
            // What a replay repeats is counted where it came first, unless it led to nothing there.
            _ when facts?.ReplayOf is { } first && await ledger.FindAsync(first, cancellationToken) is { Outcome: null or { Kind: OutcomeKind.Handled } } => (DeliveryStanding.Duplicate, null),
            { Kind: OutcomeKind.Handled } => (DeliveryStanding.Included, null),
            _ => (DeliveryStanding.Open, null),
        };

    private DateTimeOffset Bounded(DateTimeOffset? told, DateTimeOffset received) =>
        told is { } at && at <= received + ClocksDiffer && at >= received - calendar.Settings.Amendments.Window ? at : received;

    /// <summary>When the provider says that it happened.</summary>
    private static DateTimeOffset? Told(DeliveryEvent delivery) =>
        delivery.Push is { } push ? push.At
        : delivery.PullRequest is { } request ? PullRequestEvent.From(delivery, request, null).Moment.At
        : delivery.Deployment is { } deployment ? deployment.At
        : delivery.JiraIssue is { } issue ? issue.At
        : delivery.AzureResource?.At;
}
