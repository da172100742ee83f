using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Contracts.Reports;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reports.Planning;

/// <summary>
/// Looks behind what the newest edition of each day was made of for deliveries that belong to that day. How far a day was looked through
/// in vain is remembered, so that an hour's search reads an hour's deliveries; whoever loses that memory only reads more.
/// </summary>
internal sealed class AmendmentSearch(ReportCalendar calendar, IDeliveryLedger ledger, ReportFolder folder)
{
    /// <summary>Days are looked at for longer than they are amended for, because a worker may have been away meanwhile.</summary>
    private static readonly TimeSpan Away = TimeSpan.FromDays(7);

    public async Task<IReadOnlyList<string>> FindAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var known = folder.ReadSeen();
        var seen = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var edition in Newest(until))
        {
            seen[edition.Edition.Period] = Math.Max(edition.SameThrough, known.GetValueOrDefault(edition.Edition.Period));
        }

        if (seen.Count == 0)
        {
            return [];
        }

        var begun = new Dictionary<string, long>(seen, StringComparer.Ordinal);
        SortedSet<string> found = new(StringComparer.Ordinal);
        HashSet<string> waiting = new(StringComparer.Ordinal);
        var last = seen.Values.Min();
        await foreach (var delivery in new CoveredDeliveries(ledger, calendar).BehindAsync(last, cancellationToken))
        {
            last = delivery.Record.Sequence;
            var period = calendar.PeriodOf(ReportKind.Daily, delivery.At);
            if (!begun.TryGetValue(period, out var from) || last <= from || delivery.Standing is DeliveryStanding.Filtered or DeliveryStanding.Duplicate)
            {
                continue;
            }

            if (delivery.Standing == DeliveryStanding.Open && delivery.Record.ReceivedAt > until - calendar.Settings.Grace)
            {
                // It is being handled: the next search sees what became of it.
                if (waiting.Add(period))
                {
                    seen[period] = last - 1;
                }
            }
            else
            {
                found.Add(period);
            }
        }

        foreach (var period in begun.Keys)
        {
            // What was found stays to be found until an edition has it.
            seen[period] = found.Contains(period) ? begun[period] : waiting.Contains(period) ? seen[period] : Math.Max(last, begun[period]);
        }

        folder.WriteSeen(seen);
        return [.. found];
    }

    private IEnumerable<EditionManifest> Newest(DateTimeOffset until)
    {
        var oldest = until - calendar.Settings.Amendments.Window - Away;
        foreach (var period in folder.PeriodsOf(ReportKind.Daily).Where(period => ReportPeriod.First(ReportKind.Daily, period) >= DateOnly.FromDateTime(oldest.UtcDateTime)))
        {
            if (folder.EditionsOf(ReportKind.Daily, period) is [.., var newest])
            {
                yield return newest;
            }
        }
    }
}
