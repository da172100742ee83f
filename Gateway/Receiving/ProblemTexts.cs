using Microsoft.AspNetCore.Mvc;

namespace Webhooks.Gateway.Receiving;

/// <summary>Status, stable type and text of each problem. Types never change; titles may.</summary>
internal static class ProblemTexts
{
    private const string TypePrefix = "urn:webhooks:problem:";

    /// <summary>Seconds a provider that retries is asked to wait.</summary>
    public const string RetryAfterSeconds = "30";

    public static ProblemDetails Of(ReceiveProblem problem) => problem switch
    {
        ReceiveProblem.SourceUnknown => Make(404, "source-unknown", "No such source", "No source of this name is configured."),
        ReceiveProblem.ShuttingDown => Make(503, "shutting-down", "Shutting down", "The gateway is going down; send it again."),
        ReceiveProblem.AddressRateExceeded => Make(429, "address-rate-exceeded", "Too many refused requests",
            "Too many requests from this address were turned away; send it again later."),
        ReceiveProblem.AddressRefused => Make(403, "address-refused", "Address refused", "This source does not take deliveries from this address."),
        ReceiveProblem.AddressDeferred => Make(503, "address-deferred", "Address not on the list",
            "This source does not take deliveries from this address now; send it again in case that is a mistake."),
        ReceiveProblem.AddressListUnavailable => Make(503, "address-list-unavailable", "Address list unavailable",
            "It cannot be told whether this address may deliver; send it again."),
        ReceiveProblem.MethodNotAllowed => Make(405, "method-not-allowed", "Method not allowed", "Deliveries are sent with POST."),
        ReceiveProblem.OriginRefused => Make(405, "origin-refused", "Origin refused", "This origin is not one that may deliver here."),
        ReceiveProblem.ContentTypeUnsupported => Make(415, "content-type-unsupported", "Unsupported content type",
            "The content type is missing or is not one that this provider sends."),
        ReceiveProblem.ContentEncodingUnsupported => Make(415, "content-encoding-unsupported", "Unsupported content encoding",
            "Bodies are taken as they are: send no Content-Encoding."),
        ReceiveProblem.SignatureMissing => Make(401, "signature-missing", "Signature missing", "The delivery is not signed."),
        ReceiveProblem.SignatureMalformed => Make(401, "signature-malformed", "Signature malformed",
            "The signature header is not exactly one value of the required form."),
        ReceiveProblem.SecretMissing => Make(401, "secret-missing", "Secret missing", "The delivery carries no secret."),
        ReceiveProblem.BodyTooLarge => Make(413, "body-too-large", "Body too large", "The body is larger than this source accepts."),
        ReceiveProblem.BodyIncomplete => Make(400, "body-incomplete", "Body incomplete", "The body ended early or is malformed HTTP."),
        ReceiveProblem.BodyTooSlow => Make(408, "body-too-slow", "Body too slow", "The body did not arrive in time."),
        ReceiveProblem.GatewayOverloaded => Make(503, "gateway-overloaded", "Overloaded", "Too much is being received at once; send it again."),
        ReceiveProblem.SignatureInvalid => Make(401, "signature-invalid", "Signature invalid", "The signature does not match the body."),
        ReceiveProblem.SecretInvalid => Make(401, "secret-invalid", "Secret invalid", "The secret is not one of this source's, or there are several."),
        ReceiveProblem.TokenMissing => Make(401, "token-missing", "Token missing", "The delivery carries no bearer token."),
        ReceiveProblem.TokenMalformed => Make(401, "token-malformed", "Token malformed", "The Authorization header is not exactly one token of the required form."),
        ReceiveProblem.TokenInvalid => Make(401, "token-invalid", "Token invalid", "The token does not prove who sends."),
        ReceiveProblem.KeysUnavailable => Make(503, "keys-unavailable", "Keys unavailable",
            "The issuer's keys could not be read, so the token could not be checked; send it again."),
        ReceiveProblem.SecretsUnavailable => Make(503, "secrets-unavailable", "Secrets unavailable",
            "Not all secrets of this source could be read yet, and none of the others fits; send it again."),
        ReceiveProblem.DeliveryIdInvalid => Make(400, "delivery-id-invalid", "Delivery id invalid",
            "The delivery id header is missing, blank, too long, repeated, or has characters other than visible ASCII."),
        ReceiveProblem.EventNameInvalid => Make(400, "event-name-invalid", "Event name invalid",
            "The event name header is missing, blank, too long, repeated, or has characters other than visible ASCII."),
        ReceiveProblem.HookIdInvalid => Make(400, "hook-id-invalid", "Hook id invalid",
            "The hook id header is blank, too long, repeated, or has characters other than visible ASCII."),
        ReceiveProblem.BatchTooLarge => Make(413, "batch-too-large", "Batch too large", "There are more events in the body than the provider sends at once."),
        ReceiveProblem.TopicUnexpected => Make(403, "topic-unexpected", "Topic unexpected", "No subscription to this topic is expected here."),
        ReceiveProblem.HandshakeInvalid => Make(400, "handshake-invalid", "Handshake invalid", "The handshake is not one that can be answered."),
        ReceiveProblem.SourceRateExceeded => Make(429, "source-rate-exceeded", "Too many deliveries", "This source sends more than it may; send it again later."),
        ReceiveProblem.StorageUnavailable => Make(503, "storage-unavailable", "Storage unavailable",
            "The delivery could not be stored and was not accepted; send it again."),
    };

    public static ProblemDetails FramingAmbiguous() =>
        Make(400, "framing-ambiguous", "Ambiguous framing", "A request has a length or chunks, not both.");

    public static ProblemDetails DeliveryUnknown() => Make(404, "delivery-unknown", "No such delivery", "No delivery has this id.");

    public static ProblemDetails NotReady(string detail) => Make(503, "not-ready", "Not ready", detail);

    public static ProblemDetails QueryInvalid(string detail) => Make(400, "query-invalid", "Invalid query", detail);

    /// <summary>For answers that only have a status.</summary>
    public static ProblemDetails OfStatus(int status) => status switch
    {
        404 => Make(404, "not-found", "Not found", "There is nothing at this address."),
        405 => Make(405, "method-not-allowed", "Method not allowed", "This address does not take this method."),
        500 => Make(500, "internal-error", "Internal error", "A fault of the gateway; it is in its log."),
        _ => Make(status, $"status-{status}", "Request refused", "The request could not be answered."),
    };

    /// <summary>The last word of the type, as logs and metrics name it.</summary>
    public static string ShortName(ProblemDetails problem) => problem.Type?[TypePrefix.Length..] ?? "unknown";

    public static ProblemDetails Make(int status, string name, string title, string detail) =>
        new() { Status = status, Type = TypePrefix + name, Title = title, Detail = detail };
}
