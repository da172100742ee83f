using System.Globalization;
using System.Text.Json;
using Webhooks.Contracts.Identities;

namespace Webhooks.Gateway.EventGrid;

/// <summary>What an event says about itself, in either schema, and the few fields of its data that say what it is about.</summary>
internal sealed record EventEnvelope
{
    private const int LongestId = 1024;
    private const int LongestTopic = 2048;
    private const int LongestType = 256;
    private const int LongestTime = 64;

    public string Id { get; private init; } = "";

    /// <summary><c>topic</c>, or <c>source</c> of a CloudEvent.</summary>
    public string Topic { get; private init; } = "";

    public string Type { get; private init; } = "";

    public string? Subject { get; private init; }

    public string? ResourceUri { get; private init; }

    public string? OperationName { get; private init; }

    public string? Status { get; private init; }

    public string? CorrelationId { get; private init; }

    /// <summary>When it happened. Null when it does not say, or not readably.</summary>
    public DateTimeOffset? At { get; private init; }

    public string? ValidationCode { get; private init; }

    /// <summary>Who made the change; personal data.</summary>
    public ChangeOrigin? Origin { get; private init; }

    /// <summary>Why the event is to be quarantined. Null when it is good.</summary>
    public string? Fault { get; private init; }

    public static EventEnvelope Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            // Two values for one name would mean one thing here and another to the next reader.
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : Faulty("event-not-an-object");
        }
        catch (JsonException)
        {
            return Faulty("event-too-deep-or-ambiguous");
        }
        catch (InvalidOperationException)
        {
            // What a text that is not Unicode gives, such as a lone surrogate, and here nothing else.
            return Faulty("event-not-unicode");
        }
    }

    private static EventEnvelope Read(JsonElement root)
    {
        var isCloudEvent = root.TryGetProperty("specversion", out var version);
        if ((isCloudEvent && !(version.ValueKind == JsonValueKind.String && version.ValueEquals("1.0"))) || root.TryGetProperty("cloudEventsVersion", out _))
        {
            return Faulty("schema-unsupported");
        }

        root.TryGetProperty("data", out var data);
        var envelope = new EventEnvelope
        {
            Id = Text(root, "id") ?? "",
            Topic = Text(root, isCloudEvent ? "source" : "topic") ?? "",
            Type = Text(root, isCloudEvent ? "type" : "eventType") ?? "",
            Subject = Text(root, "subject"),
            ResourceUri = Text(data, "resourceUri"),
            OperationName = Text(data, "operationName"),
            Status = Text(data, "status"),
            CorrelationId = Text(data, "correlationId"),
            At = Instant(Text(root, isCloudEvent ? "time" : "eventTime")),
            ValidationCode = Text(data, "validationCode"),
            Origin = ResourceOrigin.Of(data),
        };
        return envelope switch
        {
            { Id.Length: 0 or > LongestId } => Faulty("id-invalid"),
            { Topic.Length: 0 or > LongestTopic } => Faulty("topic-invalid"),
            { Type.Length: 0 or > LongestType } => Faulty("event-type-invalid"),
            _ when !envelope.Type.All(c => c is > ' ' and < '\x7f') => Faulty("event-type-invalid"),
            _ => envelope,
        };
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static DateTimeOffset? Instant(string? text) =>
        text is { Length: <= LongestTime } && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static EventEnvelope Faulty(string fault) => new() { Fault = fault };
}
