using System.Text.Json;

namespace Webhooks.Gateway.Json;

/// <summary>
/// The wanted fields of a document, read in one pass without building a tree. Whatever else it has is skipped, but it must be JSON to its
/// end.
/// </summary>
internal sealed class JsonFields
{
    private const int MaximumDepth = 64;
    private const int LongestText = 4096;
    private const int MostElements = 200;

    private readonly Dictionary<string, Value> values = new(StringComparer.Ordinal);

    /// <summary>Why the document is to be quarantined. Null when it is an object and every wanted field is there at most once.</summary>
    public string? Fault { get; private set; }

    public static JsonFields Read(ReadOnlySpan<byte> json, JsonShape shape)
    {
        var fields = new JsonFields();
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumDepth });
            fields.ReadDocument(ref reader, shape);
        }
        catch (JsonException)
        {
            // Not JSON, or deeper than anything a provider sends: what was read up to there identifies nothing.
            fields = new JsonFields { Fault = json.IsEmpty ? "body-empty" : "body-not-json" };
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for a property name that is not Unicode, such as a lone surrogate, and here for nothing else.
            fields = new JsonFields { Fault = "body-not-unicode" };
        }

        return fields;
    }

    /// <summary>Null when it is absent, no string, empty, too long, not Unicode, or has control characters.</summary>
    public string? Text(string path, int longest) =>
        values.TryGetValue(path, out var value) && value.Text is { Length: > 0 } text && text.Length <= longest && !text.Any(char.IsControl)
            ? text
            : null;

    /// <summary>Text of several lines, to be searched and not kept. Null when it is absent, no string, too long or not Unicode.</summary>
    public string? Prose(string path) => values.GetValueOrDefault(path).Text;

    /// <summary>Null when it is absent, no number, or not an integer of 64 bits.</summary>
    public long? Number(string path) => values.GetValueOrDefault(path).Number;

    public bool? Flag(string path) => values.GetValueOrDefault(path).Flag;

    /// <summary>Length of an array; null when it is none.</summary>
    public int? Count(string path) => values.GetValueOrDefault(path).Count;

    /// <summary>The first elements of an array that are objects.</summary>
    public IReadOnlyList<JsonFields> Elements(string path) => values.GetValueOrDefault(path).Elements ?? [];

    private void ReadDocument(ref Utf8JsonReader reader, JsonShape shape)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(ref reader, shape, this);
        }
        else
        {
            Fault = "body-not-an-object";
        }

        while (reader.Read())
        {
            // The reader itself complains about what should not follow, and broken JSON is a different fault than JSON of another shape.
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, JsonShape shape, JsonFields into)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = shape.Find(ref reader);
            reader.Read();
            if (member is null)
            {
                reader.Skip();
                continue;
            }

            // Readers differ in which of two equal keys they believe, so a body that has one twice is nobody's to interpret.
            if (!into.values.TryAdd(member.Path, default))
            {
                Fault = "duplicate-key";
            }

            ReadValue(ref reader, member, into);
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, JsonShape.Member member, JsonFields into)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(ref reader, member.Fields, into);
                break;
            case JsonTokenType.StartArray:
                into.values[member.Path] = ReadArray(ref reader, member.Elements);
                break;
            case JsonTokenType.String:
                into.values[member.Path] = new Value { Text = TextOf(ref reader) };
                break;
            case JsonTokenType.Number when reader.TryGetInt64(out var number):
                into.values[member.Path] = new Value { Number = number };
                break;
            case JsonTokenType.True or JsonTokenType.False:
                into.values[member.Path] = new Value { Flag = reader.TokenType == JsonTokenType.True };
                break;
            default:
                break;
        }
    }

    private Value ReadArray(ref Utf8JsonReader reader, JsonShape shape)
    {
        var count = 0;
        List<JsonFields> elements = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            if (reader.TokenType == JsonTokenType.StartObject && !shape.IsEmpty && elements.Count < MostElements)
            {
                var element = new JsonFields();
                ReadObject(ref reader, shape, element);
                elements.Add(element);
            }
            else
            {
                reader.Skip();
            }
        }

        return new Value { Count = count, Elements = elements };
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        // An escaped character takes up to six bytes, so a longer value cannot be short enough.
        if (reader.ValueSpan.Length > 6 * LongestText)
        {
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Thrown for text that is not Unicode (a lone surrogate, invalid UTF-8) and for nothing else, the token being a string.
            return null;
        }
    }

    private readonly record struct Value
    {
        public string? Text { get; init; }

        public long? Number { get; init; }

        public bool? Flag { get; init; }

        public int? Count { get; init; }

        public List<JsonFields>? Elements { get; init; }
    }
}
