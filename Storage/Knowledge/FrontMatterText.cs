using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webhooks.Storage.Knowledge;

/// <summary>
/// The front matter of a document: lines of <c>name: value</c> between two lines of <c>---</c>. It says all that the document's row says, so that
/// rows can be made of files again. Of what people write by hand everything but plain values is passed over.
/// </summary>
internal sealed record FrontMatterText
{
    private const string Fence = "---\n";
    private const string DocumentName = "document";
    private const string KindName = "kind";
    private const string TitleName = "title";
    private const int MaximumLines = 200;
    private const int MaximumValue = 8 * 1024;

    private static readonly Regex Line = new("^(?<name>[A-Za-z][A-Za-z0-9_-]{0,63}): *(?<value>[^ ].*)$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document's key; null when it does not say.</summary>
    public string? Key { get; private init; }

    public string? Kind { get; private init; }

    public string? Title { get; private init; }

    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>What stands behind the front matter.</summary>
    public required string Body { get; init; }

    public static FrontMatterText Read(string markdown)
    {
        var (lines, body) = Split(markdown);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var said in lines.Take(MaximumLines).Select(line => Line.Match(line)).Where(match => match.Success).Select(match => match.Groups))
        {
            if (Value(said["value"].Value) is { } value)
            {
                values.TryAdd(said["name"].Value, value.Length <= MaximumValue ? value : value[..MaximumValue]);
            }
        }

        var header = new FrontMatterText
        {
            Key = values.GetValueOrDefault(DocumentName),
            Kind = values.GetValueOrDefault(KindName),
            Title = values.GetValueOrDefault(TitleName),
            Properties = values,
            Body = body,
        };
        values.Remove(DocumentName);
        values.Remove(KindName);
        values.Remove(TitleName);
        return header;
    }

    /// <summary>Adds what the front matter does not say: the document's key at least.</summary>
    public static string Complete(KnowledgeDocument document)
    {
        var markdown = document.Markdown.Replace("\r\n", "\n", StringComparison.Ordinal);
        var (lines, body) = Split(markdown);
        var said = lines.Select(line => Line.Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var text = new StringBuilder(Fence);
        foreach (var line in lines.Where(line => !line.StartsWith($"{DocumentName}:", StringComparison.Ordinal)))
        {
            text.Append(line).Append('\n');
        }

        Add(KindName, document.Kind);
        Add(TitleName, document.Title);
        foreach (var (name, value) in document.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            Add(name, value);
        }

        text.Append(DocumentName).Append(": ").Append(Quote(document.Key)).Append('\n').Append(Fence);
        return text.Append(markdown.StartsWith(Fence, StringComparison.Ordinal) ? "" : "\n").Append(body).Append(body.EndsWith('\n') ? "" : "\n").ToString();

        void Add(string name, string value)
        {
            if (!said.Contains(name) && value.Length > 0 && Line.IsMatch($"{name}: x"))
            {
                text.Append(name).Append(": ").Append(Quote(value)).Append('\n');
            }
        }
    }

    private static (string[] Lines, string Body) Split(string markdown)
    {
        var end = markdown.StartsWith(Fence, StringComparison.Ordinal) ? markdown.IndexOf("\n" + Fence, Fence.Length - 1, StringComparison.Ordinal) : -1;
        return end < 0
            ? ([], markdown)
            : (end < Fence.Length ? [] : markdown[Fence.Length..end].Split('\n'), markdown[(end + 1 + Fence.Length)..]);
    }

    private static string Quote(string value) => JsonSerializer.Serialize(value, Quoting);

    /// <returns>Null for a list or a mapping.</returns>
    private static string? Value(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0 || trimmed[0] is '[' or '{' or '|' or '>' or '&' or '*' or '#')
        {
            return null;
        }

        try
        {
            return trimmed[0] == '"' ? JsonSerializer.Deserialize<string>(trimmed)
                : trimmed is ['\'', .. var inside, '\''] ? inside.Replace("''", "'", StringComparison.Ordinal)
                : trimmed;
        }
        catch (JsonException)
        {
            return trimmed.Trim('"'); // YAML has escapes that JSON has not; the words in it are right all the same.
        }
    }

    /// <summary>When what the document is about happened; null when it does not say.</summary>
    public static DateTimeOffset? Date(IReadOnlyDictionary<string, string> properties) =>
        properties.GetValueOrDefault("date") is { } text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;
}
