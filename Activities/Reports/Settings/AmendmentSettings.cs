namespace Webhooks.Activities.Reports.Settings;

/// <summary>When deliveries are looked for that came after the edition of their day.</summary>
public sealed record AmendmentSettings
{
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Days whose cut-off is longer ago are not amended any more.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(14);
}
