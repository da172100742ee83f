using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporalio.Common;

/// <summary>
/// Search attributes are read by the server itself, so they go through the default converter whatever the user's is.
/// </summary>
internal static class SearchAttributePayload
{
    private const string TypeKey = "type";

    internal static Payload Write(SearchAttributeKey key, object value)
    {
        var payload = DataConverter.Default.PayloadConverter.ToPayload(value);
        payload.Metadata[TypeKey] = ByteString.CopyFromUtf8(key.ValueType.ToString());
        return payload;
    }

    /// <summary>The payload that clears an attribute.</summary>
    internal static Payload WriteUnset(SearchAttributeKey key)
    {
        var payload = DataConverter.Default.PayloadConverter.ToPayload(null);
        payload.Metadata[TypeKey] = ByteString.CopyFromUtf8(key.ValueType.ToString());
        return payload;
    }

    /// <summary>Null when the attribute is unset or its type unknown here.</summary>
    internal static (SearchAttributeKey Key, object Value)? TryRead(string name, Payload payload)
    {
        if (!payload.Metadata.TryGetValue(TypeKey, out var bytes) || !Enum.TryParse<IndexedValueType>(bytes.ToStringUtf8(), out var type))
        {
            return null;
        }

        return type switch
        {
            IndexedValueType.Bool => Read(SearchAttributeKey.CreateBool(name), payload),
            IndexedValueType.Datetime => Read(SearchAttributeKey.CreateDateTimeOffset(name), payload),
            IndexedValueType.Double => Read(SearchAttributeKey.CreateDouble(name), payload),
            IndexedValueType.Int => Read(SearchAttributeKey.CreateLong(name), payload),
            IndexedValueType.Keyword => Read(SearchAttributeKey.CreateKeyword(name), payload),
            IndexedValueType.Text => Read(SearchAttributeKey.CreateText(name), payload),
            IndexedValueType.KeywordList => ReadKeywords(name, payload),
            IndexedValueType.Unspecified => null,
        };
    }

    private static (SearchAttributeKey Key, object Value)? Read<T>(SearchAttributeKey<T> key, Payload payload)
        where T : notnull
    {
        // The server answers a scalar that was written twice as a list; the last one counts.
        if (IsJsonArray(payload))
        {
            return Value<List<T>>(payload) is [.., var last] ? (key, last) : null;
        }

        return Value<object>(payload, typeof(T)) is { } value ? (key, value) : null;
    }

    private static (SearchAttributeKey Key, object Value)? ReadKeywords(string name, Payload payload)
    {
        var key = SearchAttributeKey.CreateKeywordList(name);
        if (IsJsonArray(payload))
        {
            return Value<List<string>>(payload) is { } list ? (key, list) : null;
        }

        return Value<string>(payload) is { } single ? (key, new List<string> { single }) : null;
    }

    private static T? Value<T>(Payload payload, Type? type = null) =>
        IsNull(payload) ? default : (T?)DataConverter.Default.PayloadConverter.ToValue(payload, type ?? typeof(T));

    private static bool IsJsonArray(Payload payload) => payload.Data.Length > 0 && payload.Data[0] == '[';

    private static bool IsNull(Payload payload) =>
        payload.Data.Length == 0 || payload.Data.Span.SequenceEqual("null"u8);
}
