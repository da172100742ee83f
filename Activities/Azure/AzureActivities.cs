using Temporalio.Activities;

namespace Webhooks.Activities.Azure;

/// <summary>Reads what Azure knows beyond its events. Without a client nothing is known, and nothing fails.</summary>
public sealed class AzureActivities(ChangeReading? changes = null, CostReading? costs = null)
{
    private static CancellationToken Cancelled => ActivityExecutionContext.Current.CancellationToken;

    /// <summary>What Azure tells about a change; null when it is not asked about this resource. Reads only.</summary>
    [Activity]
    public async Task<ChangeDetails?> DescribeChangeAsync(ChangeQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return changes is null ? null : await changes.ReadAsync(question, Cancelled);
    }

    /// <summary>What the surroundings of a resource cost lately; null when Azure is not asked about it, or has no costs. Reads only.</summary>
    [Activity]
    public async Task<CostHint?> ReadCostHintAsync(ChangeQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return costs is null ? null : await costs.HintAsync(question, Cancelled);
    }

    /// <summary>What each service cost on each day, over all configured subscriptions. Reads only.</summary>
    [Activity]
    public async Task<DailyCosts> ReadDailyCostsAsync(DailyCostQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return costs is null ? new DailyCosts { IsKnown = false } : await costs.DailyAsync(question, Cancelled);
    }
}
