using System.Globalization;
using Microsoft.Extensions.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.PostgreSql;

namespace Webhooks.Storage.Configuration;

/// <summary>Reads one section and remembers what it was asked for, so that a misspelt setting is a mistake and not a default.</summary>
public sealed class SettingsReader(IConfiguration configuration, string section, ICollection<string> mistakes)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

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

        mistakes.Add(largest == long.MaxValue
            ? $"{section}:{name} '{text}' is not a number of at least {smallest}."
            : $"{section}:{name} '{text}' is not a number from {smallest} to {largest}.");
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

        mistakes.Add($"{section}:{name} '{text}' is not a time from {shortest:c} to {longest:c} (days.hours:minutes:seconds).");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        mistakes.Add($"{section}:{name} '{text}' is neither true nor false.");
        return null;
    }

    /// <summary>A list of texts, each with its whole key.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Texts(string name)
    {
        _known.Add(name);
        return [.. configuration.GetSection($"{section}:{name}").GetChildren().Select(child => KeyValuePair.Create(child.Path, child.Value))];
    }

    /// <summary>Words with commas between them.</summary>
    public IReadOnlyList<string> Words(string name, Func<string, bool> isValid, string kind)
    {
        var words = (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Add(words.Where(word => !isValid(word)).Select(word => $"{section}:{name} '{word}' is not one of a list of {kind}."));
        return words;
    }

    /// <summary>Never shown, because it holds a password.</summary>
    public string? ConnectionString(string name)
    {
        if (Text(name) is not { } text || PostgreSqlOptions.Parse(text) is not null)
        {
            return Text(name);
        }

        mistakes.Add($"{section}:{name} is not a connection string such as Host=db;Database=webhooks;Username=gateway;Password=….");
        return null;
    }

    public IReadOnlyList<JournalKey> Keys()
    {
        _known.Add("Encryption");
        var encryption = configuration.GetSection($"{section}:Encryption");
        Add(encryption.GetChildren().Where(child => !child.Key.Equals("Keys", StringComparison.OrdinalIgnoreCase)).Select(Unknown));
        List<JournalKey> keys = [];
        foreach (var entry in encryption.GetSection("Keys").GetChildren())
        {
            Add(entry.GetChildren().Where(child => child.Key.ToUpperInvariant() is not ("ID" or "VALUE")).Select(Unknown));
            var (id, value) = (entry["Id"] ?? "", new byte[JournalKey.Size + 1]);
            var isId = JournalKey.IsId(id);
            var isValue = Convert.TryFromBase64String(entry["Value"] ?? "", value, out var length) && length == JournalKey.Size;
            if (!isId)
            {
                // Not shown: somebody may have put the value of the key there.
                mistakes.Add($"{entry.Path}:Id is not 1 to {JournalKey.MaximumIdLength} letters, digits, dots, hyphens or underscores.");
            }
            else if (keys.Exists(key => key.Id == id))
            {
                mistakes.Add($"{entry.Path}:Id '{id}' is there twice.");
            }

            if (!isValue)
            {
                mistakes.Add($"{entry.Path}:Value is not the Base64 text of {JournalKey.Size} bytes.");
            }

            if (isId && isValue)
            {
                keys.Add(new(id, value.AsSpan(0, JournalKey.Size)));
            }
        }

        return keys;
    }

    public void RefuseUnknown() =>
        Add(configuration.GetSection(section).GetChildren().Where(child => !_known.Contains(child.Key)).Select(Unknown));

    private void Add(IEnumerable<string> found)
    {
        foreach (var mistake in found)
        {
            mistakes.Add(mistake);
        }
    }

    private static string Unknown(IConfigurationSection child) => $"{child.Path} is not a setting.";

    /// <summary>Null when it is empty.</summary>
    public string? Text(string name)
    {
        _known.Add(name);
        return configuration[$"{section}:{name}"] is { Length: > 0 } text ? text : null;
    }
}
