using System.Globalization;

namespace Webhooks.Gateway.Secrets;

/// <summary>The section <c>Webhooks:Secrets</c>; it is read at start.</summary>
internal sealed record SecretSettings
{
    private const string Section = "Webhooks:Secrets";

    /// <summary>For this long nobody may have used a secret before it counts as out of use.</summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often vaults are asked for new versions.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(5);

    public static SecretSettings Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var standard = new SecretSettings();
        foreach (var unknown in configuration.GetSection(Section).GetChildren()
            .Where(child => !string.Equals(child.Key, nameof(QuietPeriod), StringComparison.OrdinalIgnoreCase)
                && !string.Equals(child.Key, nameof(RefreshInterval), StringComparison.OrdinalIgnoreCase)))
        {
            mistakes.Add($"{unknown.Path} is not a setting.");
        }

        return new SecretSettings
        {
            QuietPeriod = Duration(nameof(QuietPeriod), TimeSpan.FromHours(1), TimeSpan.FromDays(365)) ?? standard.QuietPeriod,
            RefreshInterval = Duration(nameof(RefreshInterval), TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)) ?? standard.RefreshInterval,
        };

        TimeSpan? Duration(string name, TimeSpan shortest, TimeSpan longest)
        {
            if (configuration[$"{Section}:{name}"] is not { Length: > 0 } text)
            {
                return null;
            }

            if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration >= shortest && duration <= longest)
            {
                return duration;
            }

            mistakes.Add($"{Section}:{name} '{text}' is not a time from {shortest:c} to {longest:c} (days.hours:minutes:seconds).");
            return null;
        }
    }
}
