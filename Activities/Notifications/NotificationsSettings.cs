using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Configuration;

namespace Webhooks.Activities.Notifications;

/// <summary>Section <c>Webhooks:Notifications</c>.</summary>
public sealed class NotificationsSettings
{
    private const string SectionName = "Webhooks:Notifications";
    private const string ChannelsName = "Channels";
    private const int LongestAddress = 2_048;

    /// <summary>
    /// Address of the workflow in Teams for each channel; whoever has one can post there, so they are secrets. Null when notifications are
    /// files of the outbox.
    /// </summary>
    public required IReadOnlyDictionary<string, Uri>? Teams { get; init; }

    internal static NotificationsSettings Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var section = configuration.GetSection(SectionName);
        var settings = new SettingsSection(section, mistakes);
        var isTeams = settings.Choice("Transport", "Outbox", "Teams") == "Teams";
        var channels = section.GetSection(ChannelsName);
        _ = settings.Text(ChannelsName); // Known, but a section of its own.
        settings.RefuseUnknown();
        return new NotificationsSettings { Teams = ReadChannels(channels, isTeams, mistakes) };
    }

    internal static string KeyOf(string channel) => $"{SectionName}:{ChannelsName}:{channel}";

    private static Dictionary<string, Uri>? ReadChannels(IConfigurationSection section, bool isTeams, ICollection<string> mistakes)
    {
        Dictionary<string, Uri> channels = new(StringComparer.OrdinalIgnoreCase);
        foreach (var channel in section.GetChildren())
        {
            if (!isTeams)
            {
                mistakes.Add($"{channel.Path} is there, but {SectionName}:Transport is not Teams.");
            }
            else if (ReadAddress(channel.Value) is { } address)
            {
                channels[channel.Key] = address;
            }
            else
            {
                mistakes.Add($"{channel.Path} is not the https address of a workflow in Teams."); // Without the value: it is a secret.
            }
        }

        foreach (var missing in NotificationChannels.All.Where(name => isTeams && !section.GetSection(name).Exists()))
        {
            mistakes.Add($"{KeyOf(missing)} is missing: the address of a workflow in Teams; channels may share one.");
        }

        return isTeams ? channels : null;
    }

    private static Uri? ReadAddress(string? text) =>
        text is { Length: > 0 and <= LongestAddress } && Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address is { UserInfo: "", Fragment: "" }
            ? address
            : null;
}
