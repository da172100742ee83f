using System.Buffers;
using System.Text.Json;

namespace Webhooks.Activities.Reconciling.DeadLetters;

/// <summary>The events of a dead-letter file, as they were before Event Grid wrote into each why it could not be delivered.</summary>
internal sealed record DeadLetterEvents
{
    private const int MostEvents = 5_000;

    private static readonly HashSet<string> Additions = new(StringComparer.OrdinalIgnoreCase)
    {
        "deadLetterReason", "deliveryAttempts", "lastDeliveryOutcome", "lastHttpStatusCode", "publishTime", "lastDeliveryAttemptTime",
    };

    public IReadOnlyList<DeadLetterEvent> Events { get; private init; } = [];

    /// <summary>Why the file cannot be read.</summary>
    public string? Fault { get; private init; }

    public static DeadLetterEvents Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
            var root = document.RootElement;
            var all = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Take(MostEvents + 1).ToList() : [root];
            return all.Count == 0 ? new() { Fault = "no-events" }
                : all.Count > MostEvents ? new() { Fault = "too-many-events" }
                : all.Exists(each => each.ValueKind != JsonValueKind.Object) ? new() { Fault = "not-events" }
                : new() { Events = [.. all.Select(Original)] };
        }
        catch (JsonException)
        {
            return new() { Fault = "not-json" };
        }
        catch (InvalidOperationException)
        {
            // What a text that is not Unicode gives, and here nothing else.
            return new() { Fault = "not-unicode" };
        }
    }

    public static byte[] List(IEnumerable<DeadLetterEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var each in events)
            {
                writer.WriteRawValue(each.Json.Span, skipInputValidation: true);
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static DeadLetterEvent Original(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in element.EnumerateObject().Where(property => !Additions.Contains(property.Name)))
            {
                writer.WritePropertyName(property.Name);
                writer.WriteRawValue(property.Value.GetRawText());
            }

            writer.WriteEndObject();
        }

        var topic = element.TryGetProperty("specversion", out _) ? "source" : "topic";
        return new DeadLetterEvent(Text(element, topic), Text(element, "id"), buffer.WrittenMemory);
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}

/// <param name="Topic">Empty when it has none.</param>
/// <param name="Id">Empty when it has none.</param>
/// <param name="Json">Without what Event Grid added; every value in its own bytes.</param>
internal sealed record DeadLetterEvent(string Topic, string Id, ReadOnlyMemory<byte> Json);
