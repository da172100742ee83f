namespace Webhooks.Storage.Retention;

/// <summary>How long what is kept. A delivery without outcome is kept always, with its body.</summary>
public sealed record RetentionOptions
{
    /// <summary>GitHub can send a delivery again for three days, people do it for weeks: a shorter memory takes the second for a new one.</summary>
    public static readonly TimeSpan ShortestDeduplicationWindow = TimeSpan.FromDays(30);

    /// <summary>Bodies of settled deliveries: how long they can be fetched and replayed.</summary>
    public TimeSpan Bodies { get; init; } = TimeSpan.FromDays(30);

    /// <summary>When the journal takes more disk, the oldest settled segments go earlier. Null for no limit.</summary>
    public long? MaximumJournalBytes { get; init; }

    /// <summary>For this long a delivery that comes again is a duplicate, however large the ledger gets.</summary>
    public TimeSpan DeduplicationWindow { get; init; } = ShortestDeduplicationWindow;

    /// <summary>How long deliveries and outcomes can be looked up; not shorter than <see cref="DeduplicationWindow"/>.</summary>
    public TimeSpan Deliveries { get; init; } = TimeSpan.FromDays(365);

    /// <summary>When the ledger has more, the oldest go earlier, but none inside the <see cref="DeduplicationWindow"/>. Null for no limit.</summary>
    public long? MaximumDeliveries { get; init; }

    /// <summary>Evidence of rejected requests.</summary>
    public TimeSpan Rejections { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Pause between two looks.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);
}
