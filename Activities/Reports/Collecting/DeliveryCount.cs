using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>Counts what became of each delivery that a report covers.</summary>
public sealed class DeliveryCount(ReportCalendar calendar, IDeliveryLedger ledger)
{
    internal async Task<Completeness> ReadAsync(ReportPlan plan, CancellationToken cancellationToken)
    {
        var standings = new int[Enum.GetValues<DeliveryStanding>().Length];
        var rules = new Dictionary<string, int>(StringComparer.Ordinal);
        var late = 0;
        await foreach (var delivery in new CoveredDeliveries(ledger, calendar).ReadAsync(plan, null, cancellationToken))
        {
            standings[(int)delivery.Standing]++;
            late += delivery.IsLate ? 1 : 0;
            if (delivery is { Standing: DeliveryStanding.Filtered, Rule: { } rule })
            {
                rules[rule] = rules.GetValueOrDefault(rule) + 1;
            }
        }

        return new Completeness
        {
            Deliveries = standings.Sum(),
            Included = standings[(int)DeliveryStanding.Included],
            Filtered = standings[(int)DeliveryStanding.Filtered],
            Duplicates = standings[(int)DeliveryStanding.Duplicate],
            Quarantined = standings[(int)DeliveryStanding.Quarantined],
            Open = standings[(int)DeliveryStanding.Open],
            Late = late,
            Rules = [.. rules.Select(rule => new RuleCount(rule.Key, rule.Value)).OrderByDescending(rule => rule.Count).ThenBy(rule => rule.Rule, StringComparer.Ordinal)],
        };
    }
}
