using System.Text.Json.Serialization;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Receiving;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Deliveries;

/// <summary>A delivery as the management API shows it. Never its body.</summary>
internal sealed record DeliveryView
{
    public required string DeliveryId { get; init; }

    public required string Source { get; init; }

    public required WebhookProvider Provider { get; init; }

    public required string Event { get; init; }

    public required DeliveryState State { get; init; }

    public required string? Entity { get; init; }

    public required string? WorkflowId { get; init; }

    public required string? RunId { get; init; }

    /// <summary>Null until it is settled.</summary>
    public required Outcome? Outcome { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset? SignalledAt { get; init; }

    public required DateTimeOffset? SettledAt { get; init; }

    /// <summary>How often it came again.</summary>
    public required int Duplicates { get; init; }

    public required DateTimeOffset? LastDuplicateAt { get; init; }

    /// <summary>It came again with another body under the same id.</summary>
    public required bool HasConflict { get; init; }

    public required int BodyBytes { get; init; }

    public required string BodySha256 { get; init; }

    /// <summary>Of the request body as it was received, where what is stored is only a part of it or is redacted. Null when they are the same.</summary>
    public required string? RequestSha256 { get; init; }

    /// <summary>Id of the delivery that this one repeats at an operator's wish. Null for what a provider sent.</summary>
    public required string? ReplayOf { get; init; }

    /// <summary>The replay it is part of.</summary>
    public required string? Replay { get; init; }

    /// <summary>Order of acceptance; the smallest of a page is the <c>before</c> of the next.</summary>
    public required long Sequence { get; init; }

    public static DeliveryView Of(DeliveryRecord record) => Of(record, DeliveryFacts.FromJson(record.Event));

    private static DeliveryView Of(DeliveryRecord record, DeliveryFacts facts) => new()
    {
        DeliveryId = record.DeliveryId,
        Source = record.Source,
        Provider = record.Provider,
        Event = record.EventName,
        State = record.State,
        Entity = record.Entity,
        WorkflowId = record.WorkflowId,
        RunId = record.RunId,
        Outcome = record.Outcome,
        ReceivedAt = record.ReceivedAt,
        SignalledAt = record.SignalledAt,
        SettledAt = record.SettledAt,
        Duplicates = record.DuplicateCount,
        LastDuplicateAt = record.LastDuplicateAt,
        HasConflict = record.HasConflict,
        BodyBytes = record.Payload.Length,
        BodySha256 = record.Payload.Sha256,
        RequestSha256 = facts.RequestSha256,
        ReplayOf = facts.ReplayOf,
        Replay = facts.Replay,
        Sequence = record.Sequence,
    };
}

/// <summary>Names of closed sets are lower camel case in JSON, as everywhere in the API.</summary>
internal sealed class CamelCaseEnum<TEnum>() : JsonStringEnumConverter<TEnum>(System.Text.Json.JsonNamingPolicy.CamelCase)
    where TEnum : struct, Enum;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CamelCaseEnum<WebhookProvider>), typeof(CamelCaseEnum<DeliveryState>), typeof(CamelCaseEnum<OutcomeKind>)])]
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(List<DeliveryView>))]
[JsonSerializable(typeof(List<RejectedRequest>))]
internal sealed partial class DeliveryJson : JsonSerializerContext;
