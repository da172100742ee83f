using System.Text.Json;

namespace Webhooks.Gateway.EventGrid;

/// <summary>The events of a request: a list or one object, whatever the content type says.</summary>
internal sealed record EventBatch
{
    /// <summary>What Event Grid sends at most.</summary>
    public const int MostEvents = 5_000;

    /// <summary>The exact bytes of each event.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Events { get; private init; } = [];

    public bool IsList { get; private init; }

    public bool IsTooLarge { get; private init; }

    /// <summary>Why there are no events: the body as a whole is to be quarantined.</summary>
    public string? Fault { get; private init; }

    public static EventBatch Split(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return new EventBatch { Fault = "body-empty" };
        }

        try
        {
            // Any depth: an event that is nested too deep is one event's fault, not that of those beside it.
            return Split(body, new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = int.MaxValue }));
        }
        catch (JsonException)
        {
            return new EventBatch { Fault = "body-not-json" };
        }
    }

    private static EventBatch Split(ReadOnlyMemory<byte> body, Utf8JsonReader reader)
    {
        reader.Read();
        var isList = reader.TokenType == JsonTokenType.StartArray;
        var events = new List<ReadOnlyMemory<byte>>();
        if (isList)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (events.Count == MostEvents)
                {
                    return new EventBatch { IsTooLarge = true };
                }

                events.Add(Value(body, ref reader));
            }
        }
        else
        {
            events.Add(Value(body, ref reader));
        }

        while (reader.Read())
        {
            // The reader itself complains about what should not follow.
        }

        return new EventBatch { Events = events, IsList = isList, Fault = events.Count == 0 ? "batch-empty" : null };
    }

    private static ReadOnlyMemory<byte> Value(ReadOnlyMemory<byte> body, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return body[start..(int)reader.BytesConsumed];
    }
}
