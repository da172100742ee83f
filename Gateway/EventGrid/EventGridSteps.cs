using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Webhooks.Contracts;
using Webhooks.Contracts.Azure;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.EventGrid;

/// <summary>Event Grid's part in the life of a delivery: each event of a request is a delivery of its own.</summary>
internal sealed class EventGridSteps
{
    private const string KindHeader = "aeg-event-type";
    private const string ValidationKind = "SubscriptionValidation";
    private const string ValidationType = "Microsoft.EventGrid.SubscriptionValidationEvent";
    private const string DeletedType = "Microsoft.EventGrid.SubscriptionDeletedEvent";
    private const int LongestValidationCode = 256;

    private static readonly string[] MediaTypes = ["application/json", "application/cloudevents+json", "application/cloudevents-batch+json"];

    private static readonly HashSet<string> ResourceTypes = new(
        from operation in new[] { "Write", "Delete", "Action" }
        from ending in new[] { "Success", "Failure", "Cancel" }
        select $"Microsoft.Resources.Resource{operation}{ending}",
        StringComparer.OrdinalIgnoreCase);

    private readonly EntraTokens tokens;

    public EventGridSteps(EntraTokens tokens)
    {
        this.tokens = tokens;
        Steps = new ProviderSteps
        {
            Greet = (request, source) => OriginHandshake.Answer(request, SettingsOf(source)),
            Screen = Screen,
            Verify = VerifyAsync,
            Identify = Identify,
        };
    }

    public ProviderSteps Steps { get; }

    private static ReceiveProblem? Screen(HttpRequest request, Source source)
    {
        var settings = SettingsOf(source);
        return !IsJson(request) ? ReceiveProblem.ContentTypeUnsupported
            : settings.HasSecret && SharedSecret.Screen(request, settings) is { } secret ? secret
            : settings.Entra is not null ? EntraTokens.Screen(request)
            : null;
    }

    private async ValueTask<ReceiveProblem?> VerifyAsync(
        HttpRequest request, ReadOnlyMemory<byte> body, Source source, DateTimeOffset now, CancellationToken aborted)
    {
        var settings = SettingsOf(source);
        var secret = settings.HasSecret ? SharedSecret.Find(request, settings, source.Secrets, now) : null;
        if (settings.HasSecret && secret is null)
        {
            return ReceiveProblem.SecretInvalid;
        }

        if (settings.Entra is { } entra && await tokens.VerifyAsync(request, source.Name, entra, now, aborted) is { } wrong)
        {
            return wrong;
        }

        secret?.Use?.Succeeded(now);
        return settings.HasSecret || settings.Entra is not null
            ? null
            : throw new InvalidOperationException("A source without any authentication was refused at start.");
    }

    private static Reading Identify(HttpRequest request, ReadOnlyMemory<byte> body, Source source)
    {
        var batch = EventBatch.Split(body);
        if (batch.IsTooLarge)
        {
            return ReceiveProblem.BatchTooLarge;
        }

        var facts = new DeliveryFacts { RequestSha256 = Convert.ToHexStringLower(SHA256.HashData(body.Span)) };
        if (batch.Fault is not null)
        {
            return Poisoned(PersonalData.Redact(body), batch.Fault, source, facts);
        }

        if (batch.Events is [var only] && request.Headers[KindHeader] is [ValidationKind] && EventEnvelope.Read(only) is { Type: ValidationType } validation)
        {
            return Validate(validation, SettingsOf(source));
        }

        return new Reading { Deliveries = [.. batch.Events.Select(json => IdentifyEvent(json, source, facts))], IsBatch = batch.IsList };
    }

    /// <summary>The code goes back, as text in JSON; the address that comes with it is never called.</summary>
    private static Reading Validate(EventEnvelope validation, EventGridSettings settings)
    {
        if (!settings.ExpectedTopics.Contains(validation.Topic, StringComparer.OrdinalIgnoreCase))
        {
            return ReceiveProblem.TopicUnexpected;
        }

        return validation.ValidationCode is { Length: > 0 and <= LongestValidationCode } code
            ? new Handshake { Name = "subscription-validation", Json = JsonSerializer.SerializeToUtf8Bytes(new ValidationAnswer(code), ValidationJson.Default.ValidationAnswer) }
            : ReceiveProblem.HandshakeInvalid;
    }

    private static Identification IdentifyEvent(ReadOnlyMemory<byte> json, Source source, DeliveryFacts facts)
    {
        var body = PersonalData.Redact(json);
        var envelope = EventEnvelope.Read(json);
        if (envelope.Fault is not null)
        {
            return Poisoned(body, envelope.Fault, source, facts);
        }

        var identified = new Identification
        {
            Key = DeliveryKey.EventGrid(source.Tenant, source.Name, envelope.Topic, envelope.Id),
            EventName = envelope.Type,
            Body = body,
            Facts = facts,
        };
        if (!ResourceTypes.Contains(envelope.Type))
        {
            return identified with { SettledAs = Settled(envelope.Type) };
        }

        return ResourceId.Of(envelope) is { } id
            ? identified with
            {
                Entity = EntityId.AzureDeployment(source.Tenant, id),
                WorkflowType = WorkflowNames.AzureDeploymentHandler,
                Origin = envelope.Origin,
                Facts = facts with { AzureResource = ResourceEvent(envelope, id) },
            }
            : identified with { SettledAs = Quarantined("resource-id-invalid") };
    }

    /// <summary>What an open set says too long, or with control characters, is left out.</summary>
    private static AzureResourceEvent ResourceEvent(EventEnvelope envelope, string id)
    {
        static string? Word(string? text, int longest) => text is { Length: > 0 } && text.Length <= longest && !text.Any(char.IsControl) ? text : null;
        return new AzureResourceEvent
        {
            EventType = envelope.Type,
            ResourceId = id,
            Operation = Word(envelope.OperationName, 256),
            Status = Word(envelope.Status, 64),
            CorrelationId = Word(envelope.CorrelationId, 128),
            At = envelope.At,
        };
    }

    /// <summary>It names itself by nothing that could be relied on, so what it is called is what it is.</summary>
    private static Identification Poisoned(ReadOnlyMemory<byte> body, string fault, Source source, DeliveryFacts facts) => new()
    {
        Key = DeliveryKey.From(source.Tenant, "eventgrid", $"{source.Name}:sha256", body.IsEmpty ? facts.RequestSha256 ?? "" : Convert.ToHexStringLower(SHA256.HashData(body.Span))),
        EventName = "unknown",
        Body = body,
        Facts = facts,
        SettledAs = Quarantined(fault),
    };

    private static Outcome Settled(string type) =>
        type.Equals(ValidationType, StringComparison.OrdinalIgnoreCase) ? Quarantined("validation-unexpected")
        : type.Equals(DeletedType, StringComparison.OrdinalIgnoreCase) ? Filtered("subscription-deleted")
        : Filtered("unsupported-event");

    private static Outcome Filtered(string rule) => new() { Kind = OutcomeKind.Filtered, Reason = rule };

    private static Outcome Quarantined(string reason) => new() { Kind = OutcomeKind.Quarantined, Reason = reason };

    private static bool IsJson(HttpRequest request) =>
        request.Headers.ContentType.Count == 1
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var given)
        && MediaTypes.Any(type => given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase));

    private static EventGridSettings SettingsOf(Source source) =>
        source.EventGrid ?? throw new InvalidOperationException("A source of this provider has these settings.");
}
