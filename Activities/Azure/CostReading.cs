using System.Collections.Concurrent;

namespace Webhooks.Activities.Azure;

/// <summary>What scopes cost. Cost Management allows few questions, so an answer is good for an hour.</summary>
public sealed class CostReading(AzureSettings settings, AzureClient client, TimeProvider time)
{
    private const int HintDays = 7;
    private const int MostServices = 3;
    private const int MostKept = 200;

    /// <summary>Days younger than this are still being counted.</summary>
    private const int SettlingDays = 1;

    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, CostHint? Hint)> kept = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>Null when Azure is not asked about it, or it costs nothing.</returns>
    internal async Task<CostHint?> HintAsync(ChangeQuestion question, CancellationToken cancellationToken)
    {
        if (ArmId.Parse(question.ResourceId, settings.Subscriptions)?.CostScope() is not { } scope)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (kept.TryGetValue(scope.Path, out var known) && now - known.At < GoodFor)
        {
            return known.Hint;
        }

        var until = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-SettlingDays);
        var costs = await client.CostsAsync(scope, until.AddDays(1 - HintDays), until, cancellationToken);
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        var hint = Hint(scope, until, costs);
        kept[scope.Path] = (now, hint);
        return hint;
    }

    internal async Task<DailyCosts> DailyAsync(DailyCostQuestion question, CancellationToken cancellationToken)
    {
        List<DailyCost> costs = [];
        foreach (var subscription in settings.Subscriptions)
        {
            if (ArmId.Parse($"subscriptions/{subscription:D}", settings.Subscriptions) is { } scope)
            {
                costs.AddRange(await client.CostsAsync(scope, question.From, question.To, cancellationToken));
            }
        }

        return new DailyCosts
        {
            IsKnown = true,
            Costs =
            [
                .. costs
                    .GroupBy(cost => (cost.Day, cost.Service, cost.Currency))
                    .Select(group => new DailyCost { Day = group.Key.Day, Service = group.Key.Service, Currency = group.Key.Currency, Cost = group.Sum(cost => cost.Cost) })
                    .OrderBy(cost => cost.Day)
                    .ThenByDescending(cost => cost.Cost)
                    .ThenBy(cost => cost.Service, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>A scope is billed in one currency; should there be two, the one with most counts.</summary>
    private static CostHint? Hint(ArmId scope, DateOnly until, IReadOnlyList<DailyCost> costs)
    {
        var billed = costs.GroupBy(cost => cost.Currency, StringComparer.Ordinal).MaxBy(group => group.Sum(cost => cost.Cost));
        return billed is null ? null : new CostHint
        {
            Group = scope.Group,
            Days = HintDays,
            Until = until,
            Total = decimal.Round(billed.Sum(cost => cost.Cost), 2),
            Currency = billed.Key,
            Services =
            [
                .. billed
                    .GroupBy(cost => cost.Service, StringComparer.Ordinal)
                    .Select(group => new ServiceCost(group.Key, decimal.Round(group.Sum(cost => cost.Cost), 2)))
                    .OrderByDescending(service => service.Cost)
                    .ThenBy(service => service.Service, StringComparer.Ordinal)
                    .Take(MostServices),
            ],
        };
    }
}
