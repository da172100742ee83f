namespace Webhooks.Activities.Timelines;

/// <summary>The newest events of an entity in the order in which they happened, whatever the order in which they arrived.</summary>
public sealed record Timeline<T>
    where T : class, ITimelineEntry
{
    public const int Capacity = 50;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<T> Entries { get; init; } = [];

    /// <summary>There were older ones.</summary>
    public bool IsCut { get; init; }

    /// <returns>This very timeline when the entry says nothing new.</returns>
    public Timeline<T> With(T entry)
    {
        // Of two deliveries that tell of one event the earlier moment stands, so that it does not matter which of them came first.
        var twin = Entries.FirstOrDefault(known => string.Equals(known.Identity, entry.Identity, StringComparison.Ordinal));
        if (twin is not null && !entry.Moment.IsBefore(twin.Moment))
        {
            return this;
        }

        List<T> entries = [.. Entries.Where(known => known != twin)];
        entries.Insert(entries.Count(known => known.Moment.IsBefore(entry.Moment)), entry);
        return entries.Count <= Capacity ? this with { Entries = entries }
            : entries[0] == entry && IsCut ? this
            : new Timeline<T> { Entries = entries[1..], IsCut = true };
    }
}
