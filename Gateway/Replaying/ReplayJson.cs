using System.Text.Json;
using System.Text.Json.Serialization;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Gateway.Replaying;

/// <summary>A member of a closed set by its name, never by a number that could be none of them.</summary>
internal sealed class NamedEnum<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;

/// <summary>What is misspelt is refused: a filter that was not understood must not replay everything.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(NamedEnum<WebhookProvider>), typeof(NamedEnum<DeliveryState>), typeof(NamedEnum<OutcomeKind>), typeof(NamedEnum<ReplayState>),
        typeof(NamedEnum<ReplayRefusal>),
    ])]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(ReplayDocument))]
[JsonSerializable(typeof(List<ReplayDocument>))]
[JsonSerializable(typeof(ReplayPreview))]
[JsonSerializable(typeof(ReplayResult))]
internal sealed partial class ReplayJson : JsonSerializerContext;
