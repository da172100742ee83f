using System.Globalization;
using System.Text.Json;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Storage;

/// <summary>Search attributes travel as JSON payloads whose metadata names the type; the database holds plain values.</summary>
internal static class SearchValue
{
    private const string TypeKey = "type";

    private static readonly Dictionary<string, IndexedValueType> TypesByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Text"] = IndexedValueType.Text,
        ["Keyword"] = IndexedValueType.Keyword,
        ["Int"] = IndexedValueType.Int,
        ["Double"] = IndexedValueType.Double,
        ["Bool"] = IndexedValueType.Bool,
        ["Datetime"] = IndexedValueType.Datetime,
        ["KeywordList"] = IndexedValueType.KeywordList,
    };

    public static bool TryParseType(string name, out IndexedValueType type) => TypesByName.TryGetValue(name, out type);

    /// <summary>The values to index: none for null, several for a list.</summary>
    public static IEnumerable<object> Read(Payload payload)
    {
        if (payload.Data.IsEmpty)
        {
            return [];
        }

        var isTime = payload.Metadata.TryGetValue(TypeKey, out var type) && type.ToStringUtf8() == "Datetime";
        try
        {
            using var json = JsonDocument.Parse(payload.Data.Memory);
            var root = json.RootElement;
            IEnumerable<JsonElement> items = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : [root];
            return [.. items.Select(item => Plain(item, isTime)).OfType<object>()];
        }
        catch (JsonException)
        {
            // Another encoding than JSON: kept and returned as it came, but nothing can be found by it.
            return [];
        }
    }

    /// <summary>How times are stored and compared.</summary>
    public static bool TryParseTime(string text, out long ticks)
    {
        var ok = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        ticks = time.UtcTicks;
        return ok;
    }

    private static object? Plain(JsonElement value, bool isTime) => value.ValueKind switch
    {
        JsonValueKind.String when isTime && TryParseTime(value.GetString()!, out var ticks) => ticks, // a JSON string is never null
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True => 1L,
        JsonValueKind.False => 0L,
        _ => null,
    };
}
