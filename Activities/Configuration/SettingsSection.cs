using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Webhooks.Activities.Configuration;

/// <summary>Reads one section, collects what is wrong with it, and remembers what it was asked for, so that a misspelt setting is a mistake.</summary>
internal sealed class SettingsSection(IConfigurationSection section, ICollection<string> mistakes)
{
    private const int LongestText = 1024;

    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    public ICollection<string> Mistakes => mistakes;

    public bool Exists => section.Exists();

    public string Key(string name) => $"{section.Path}:{name}";

    /// <summary>A section below this one, whose mistakes are collected with these.</summary>
    public SettingsSection Below(string name)
    {
        known.Add(name);
        return new SettingsSection(section.GetSection(name), mistakes);
    }

    public string? Text(string name)
    {
        known.Add(name);
        return section[name] is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text) ? text : null;
    }

    /// <summary>A list, <c>Name:0</c> and so on, each with its whole key; one that is no text but a section is null.</summary>
    public IReadOnlyList<(string Key, string? Value)> Texts(string name)
    {
        known.Add(name);
        return [.. section.GetSection(name).GetChildren().Select(child => (child.Path, child.Value))];
    }

    public string Required(string name, string why)
    {
        if (Text(name) is not { } text)
        {
            mistakes.Add($"{Key(name)} is missing: {why}.");
            return "";
        }

        if (text.Length > LongestText || text.Any(char.IsControl))
        {
            mistakes.Add($"{Key(name)} is longer than {LongestText} characters or has control characters.");
        }

        return text;
    }

    /// <returns>One of the choices, as it is written there; the first when there is none, or another.</returns>
    public string Choice(string name, params ReadOnlySpan<string> choices)
    {
        if (Text(name) is not { } text)
        {
            return choices[0];
        }

        foreach (var choice in choices)
        {
            if (string.Equals(choice, text, StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        mistakes.Add($"{Key(name)} '{text}' is none of {string.Join(", ", choices)}.");
        return choices[0];
    }

    public long? Number(string name, long smallest, long largest)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest)
        {
            return number;
        }

        mistakes.Add($"{Key(name)} '{text}' is not a number from {smallest} to {largest}.");
        return null;
    }

    public TimeSpan? Duration(string name, TimeSpan shortest, TimeSpan longest)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration >= shortest && duration <= longest)
        {
            return duration;
        }

        mistakes.Add($"{Key(name)} '{text}' is not a time from {shortest:c} to {longest:c} (days.hours:minutes:seconds).");
        return null;
    }

    /// <summary>An address to which credentials or deliveries are sent: https, or a listener on this machine.</summary>
    public Uri Address(string name, string otherwise)
    {
        var text = Text(name) ?? otherwise;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address is { UserInfo: "", Query: "", Fragment: "" })
        {
            // What is relative to it goes below its path.
            return new UriBuilder(address) { Path = $"{address.AbsolutePath.TrimEnd('/')}/" }.Uri;
        }

        mistakes.Add($"{Key(name)} '{text}' is not an https address (http only on this machine) without user, query and fragment.");
        return new UriBuilder(Uri.UriSchemeHttps, "invalid").Uri;
    }

    public void RefuseUnknown()
    {
        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key)))
        {
            mistakes.Add($"{child.Path} is not a setting.");
        }
    }
}
