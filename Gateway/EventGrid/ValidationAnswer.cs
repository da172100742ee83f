using System.Text.Json.Serialization;

namespace Webhooks.Gateway.EventGrid;

/// <summary>What Event Grid wants to hear before it creates a subscription.</summary>
internal sealed record ValidationAnswer([property: JsonPropertyName("validationResponse")] string ValidationResponse);

[JsonSerializable(typeof(ValidationAnswer))]
internal sealed partial class ValidationJson : JsonSerializerContext;
