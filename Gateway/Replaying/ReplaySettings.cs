using System.Globalization;

namespace Webhooks.Gateway.Replaying;

/// <summary>Section <c>Webhooks:Replay</c>, checked.</summary>
internal sealed class ReplaySettings
{
    private const string Section = "Webhooks:Replay";

    private static readonly string[] Names = [nameof(DeliveriesPerSecond), nameof(ConfirmAbove), nameof(MaximumDeliveries)];

    private ReplaySettings(IConfiguration configuration, ICollection<string> mistakes)
    {
        DeliveriesPerSecond = Number(configuration, nameof(DeliveriesPerSecond), 1, 10_000, 50, mistakes);
        ConfirmAbove = Number(configuration, nameof(ConfirmAbove), 0, 1_000_000, 100, mistakes);
        MaximumDeliveries = Number(configuration, nameof(MaximumDeliveries), 1, 10_000_000, 1_000_000, mistakes);
        foreach (var child in configuration.GetSection(Section).GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            mistakes.Add($"{child.Path} is not a setting.");
        }
    }

    /// <summary>Not faster than this, whatever there is to replay.</summary>
    public int DeliveriesPerSecond { get; }

    /// <summary>More than this need the number that a dry run said.</summary>
    public int ConfirmAbove { get; }

    /// <summary>More than this in one replay are refused.</summary>
    public int MaximumDeliveries { get; }

    /// <summary>Adds every mistake, each naming key and value; with a mistake the settings must not be used.</summary>
    public static ReplaySettings Read(IConfiguration configuration, ICollection<string> mistakes) => new(configuration, mistakes);

    private static int Number(IConfiguration configuration, string name, int smallest, int largest, int standard, ICollection<string> mistakes)
    {
        if (configuration[$"{Section}:{name}"] is not { Length: > 0 } text)
        {
            return standard;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < smallest || number > largest)
        {
            mistakes.Add($"{Section}:{name} '{text}' is not a number from {smallest} to {largest}.");
        }

        return number;
    }
}
