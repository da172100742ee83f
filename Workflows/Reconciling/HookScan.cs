using Webhooks.Activities.Reconciling.GitHub;

namespace Webhooks.Workflows.Reconciling;

/// <summary>How far a run has read into a hook's delivery log, from the newest to the oldest.</summary>
public sealed record HookScan
{
    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset Before { get; init; }

    public string? Cursor { get; init; }

    /// <summary>The oldest that are missing, oldest first: they are the first to leave the log.</summary>
    public IReadOnlyList<MissingDelivery> Missing { get; init; } = [];

    /// <summary>Newer ones are missing too; they are found again when these have been asked for.</summary>
    public bool HasMore { get; init; }

    /// <summary>Takes in a page.</summary>
    /// <param name="page">Older than all before.</param>
    /// <param name="isKnown">Asked for already, or given up.</param>
    /// <param name="maximum">How many missing deliveries to keep.</param>
    public HookScan With(HookLogExcerpt page, Func<string, bool> isKnown, int maximum)
    {
        ArgumentNullException.ThrowIfNull(page);
        var missing = Missing.ToDictionary(each => each.Guid, StringComparer.Ordinal);
        foreach (var each in page.Missing.Where(each => !isKnown(each.Guid)))
        {
            missing[each.Guid] = missing.TryGetValue(each.Guid, out var seen) ? seen.With(each) : each;
        }

        return this with
        {
            Cursor = page.Next,
            Missing = [.. missing.Values.OrderBy(each => each.DeliveredAt).ThenBy(each => each.Guid, StringComparer.Ordinal).Take(maximum)],
            HasMore = HasMore || missing.Count > maximum,
        };
    }
}
