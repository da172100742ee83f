using Webhooks.Storage.Configuration;

namespace Webhooks.Gateway.Replaying;

/// <summary>Section <c>Webhooks:Replay</c>, checked.</summary>
internal sealed class ReplaySettings
{
    private ReplaySettings(SettingsReader section)
    {
        DeliveriesPerSecond = (int)(section.Number(nameof(DeliveriesPerSecond), 1, 10_000) ?? 50);
        ConfirmAbove = (int)(section.Number(nameof(ConfirmAbove), 0, 1_000_000) ?? 100);
        MaximumDeliveries = (int)(section.Number(nameof(MaximumDeliveries), 1, 10_000_000) ?? 1_000_000);
        section.RefuseUnknown();
    }

    /// <summary>Not faster than this, whatever there is to replay.</summary>
    public int DeliveriesPerSecond { get; }

    /// <summary>More than this need the number that a dry run said.</summary>
    public int ConfirmAbove { get; }

    /// <summary>More than this in one replay are refused.</summary>
    public int MaximumDeliveries { get; }

    /// <summary>Adds every mistake, each naming key and value; with a mistake the settings must not be used.</summary>
    public static ReplaySettings Read(IConfiguration configuration, ICollection<string> mistakes) => new(new SettingsReader(configuration, "Webhooks:Replay", mistakes));
}
