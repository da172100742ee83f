using System.Text.Json;
using Google.Protobuf;
using Temporal.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Engine;

/// <summary>Values that visibility can be asked about: registered names only, of the registered type, and marked with it.</summary>
internal static class SearchAttributeValues
{
    private const int MaximumKeys = 100;
    private const int MaximumValueBytes = 2 << 10;
    private const int MaximumTotalBytes = 40 << 10;

    /// <exception cref="GrpcException">A name is not registered, or a value is not of its type.</exception>
    public static SearchAttributes? Typed(Transaction tx, string ns, SearchAttributes? given)
    {
        if (given is null || given.IndexedFields.Count == 0)
        {
            return given;
        }

        if (given.IndexedFields.Count > MaximumKeys || given.CalculateSize() > MaximumTotalBytes)
        {
            throw Errors.InvalidArgument("Search attributes exceed the limit of 100 keys or 40 KiB.");
        }

        var known = tx.SearchAttributes(ns);
        var typed = new SearchAttributes();
        foreach (var (name, value) in given.IndexedFields)
        {
            if (!known.TryGetValue(name, out var type))
            {
                throw Errors.InvalidArgument($"Namespace {ns} has no mapping defined for search attribute {name}");
            }

            if (value.Data.Length > MaximumValueBytes)
            {
                throw Errors.InvalidArgument($"Search attribute {name} exceeds size limit of {MaximumValueBytes} bytes.");
            }

            if (!IsOfType(value, type))
            {
                throw Errors.InvalidArgument($"invalid value for search attribute {name} of type {type}");
            }

            var marked = value.Clone();
            marked.Metadata["type"] = ByteString.CopyFromUtf8(type.ToString());
            typed.IndexedFields[name] = marked;
        }

        return typed;
    }

    /// <summary>Null and an empty list take an attribute away.</summary>
    public static SearchAttributes Merge(SearchAttributes? current, SearchAttributes changes)
    {
        var merged = current?.Clone() ?? new SearchAttributes();
        foreach (var (name, value) in changes.IndexedFields)
        {
            if (IsEmpty(value))
            {
                merged.IndexedFields.Remove(name);
            }
            else
            {
                merged.IndexedFields[name] = value.Clone();
            }
        }

        return merged;
    }

    public static Payload KeywordList(IEnumerable<string> values) => new()
    {
        Metadata =
        {
            ["encoding"] = ByteString.CopyFromUtf8("json/plain"),
            ["type"] = ByteString.CopyFromUtf8(nameof(IndexedValueType.KeywordList)),
        },
        Data = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(values)),
    };

    private static bool IsEmpty(Payload value)
    {
        var text = value.Data.ToStringUtf8().AsSpan().Trim();
        return text.Length == 0 || text is "null" || (text[0] == '[' && text[^1] == ']' && text[1..^1].Trim().Length == 0);
    }

    private static bool IsOfType(Payload value, IndexedValueType type)
    {
        if (IsEmpty(value))
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(value.Data.Memory);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Array
                ? root.EnumerateArray().All(item => IsOfType(item, type))
                : IsOfType(root, type);
        }
        catch (JsonException)
        {
            // Not JSON is not a value of any type.
            return false;
        }
    }

    private static bool IsOfType(JsonElement value, IndexedValueType type) => type switch
    {
        IndexedValueType.Text or IndexedValueType.Keyword or IndexedValueType.KeywordList => value.ValueKind == JsonValueKind.String,
        IndexedValueType.Int => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        IndexedValueType.Double => value.ValueKind == JsonValueKind.Number,
        IndexedValueType.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        IndexedValueType.Datetime => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _),
        IndexedValueType.Unspecified => false,
    };
}
