namespace Webhooks.Contracts.Entities;

/// <summary>
/// What an entity's workflow is started with: how long it waits for what. Each workflow takes what concerns it, under these names, from here and from the
/// run before it, so that a run keeps what it was started with whatever the configuration says later.
/// </summary>
public sealed record EntityStart
{
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan DefaultGapPeriod = TimeSpan.FromDays(3);
    public static readonly TimeSpan DefaultRequestPatience = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan DefaultQuietPeriod = TimeSpan.FromMinutes(5);

    /// <summary>How long a push waits for the one before it.</summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;

    /// <summary>How long a repository's workflow that knows of a gap stays for it to close: as long as GitHub can be asked to send a delivery again.</summary>
    public TimeSpan GapPeriod { get; init; } = DefaultGapPeriod;

    /// <summary>How long a status of a deployment waits for the request that it belongs to.</summary>
    public TimeSpan RequestPatience { get; init; } = DefaultRequestPatience;

    /// <summary>How long nothing must happen before any workflow ends; the next delivery starts it again.</summary>
    public TimeSpan QuietPeriod { get; init; } = DefaultQuietPeriod;
}
