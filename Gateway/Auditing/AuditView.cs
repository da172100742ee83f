using System.Text.Json;
using System.Text.Json.Serialization;
using Webhooks.Storage.Operations;

namespace Webhooks.Gateway.Auditing;

/// <summary>A record of the audit as the management API shows it.</summary>
internal sealed record AuditView
{
    /// <summary>Order of writing; the smallest of a page is the <c>before</c> of the next.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string? Tenant { get; init; }

    public required string Action { get; init; }

    public required string? Subject { get; init; }

    public required string? Reason { get; init; }

    public required bool DryRun { get; init; }

    public required long? Deliveries { get; init; }

    public required string Result { get; init; }

    public required JsonElement? Detail { get; init; }

    public static AuditView Of(AuditRecord record) => new()
    {
        Sequence = record.Sequence,
        At = record.At,
        Actor = record.Actor,
        Tenant = record.Tenant,
        Action = record.Action,
        Subject = record.Subject,
        Reason = record.Reason,
        DryRun = record.IsDryRun,
        Deliveries = record.Deliveries,
        Result = record.Result,
        Detail = record.Detail is { } json ? JsonElement.Parse(json) : null,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<AuditView>))]
internal sealed partial class AuditJson : JsonSerializerContext;
