using Microsoft.Net.Http.Headers;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.GitHub;

/// <summary>GitHub's part in the life of a delivery.</summary>
internal static class GitHubSteps
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    public static readonly ProviderSteps Steps = new() { Screen = Screen, Verify = Verify, Identify = Identify };

    private static ReceiveProblem? Screen(HttpRequest request, Source source) =>
        !IsMedia(request, Json) && !IsMedia(request, Form) ? ReceiveProblem.ContentTypeUnsupported
        : ProblemOf(GitHubSignature.CheckForm(request.Headers[GitHubHeaders.Signature]));

    private static ValueTask<ReceiveProblem?> Verify(
        HttpRequest request, ReadOnlyMemory<byte> body, Source source, DateTimeOffset now, CancellationToken aborted) =>
        new(ProblemOf(GitHubSignature.Verify(request.Headers[GitHubHeaders.Signature], body.Span, source.Secrets, now)));

    private static Reading Identify(HttpRequest request, ReadOnlyMemory<byte> body, Source source)
    {
        if (!GitHubHeaders.IsToken(request.Headers[GitHubHeaders.Delivery], GitHubHeaders.LongestDelivery, out var guid))
        {
            return ReceiveProblem.DeliveryIdInvalid;
        }

        if (!GitHubHeaders.IsToken(request.Headers[GitHubHeaders.Event], GitHubHeaders.LongestEvent, out var eventName))
        {
            return ReceiveProblem.EventNameInvalid;
        }

        var hookHeader = request.Headers[GitHubHeaders.Hook];
        if (!GitHubHeaders.IsToken(hookHeader, GitHubHeaders.LongestHook, out var hook) && hookHeader.Count > 0)
        {
            return ReceiveProblem.HookIdInvalid;
        }

        // The source is part of the scope: whoever holds one source's secret must not be able to use up another source's delivery ids.
        var key = DeliveryKey.From(source.Tenant, "github", $"{source.Name}:{hook}", guid.ToLowerInvariant());
        return IsMedia(request, Form) ? FromForm(key, eventName, hook, body, source) : FromJson(key, eventName, hook, body, source);
    }

    private static Identification FromForm(DeliveryKey key, string eventName, string hook, ReadOnlyMemory<byte> form, Source source) =>
        FormPayload.TryDecode(form.Span, out var json)
            ? FromJson(key, eventName, hook, json, source)
            : new Identification { Key = key, EventName = eventName, Body = form, SettledAs = Quarantined("form-payload-missing") };

    private static Identification FromJson(DeliveryKey key, string eventName, string hook, ReadOnlyMemory<byte> json, Source source)
    {
        var isPush = eventName == "push";
        var body = GitHubBody.Read(json.Span, isPush);
        var hookId = hook.Length > 0 ? hook : body.HookId;
        var identified = new Identification
        {
            Key = key,
            EventName = eventName,
            Body = json,
            Entity = body.RepositoryId is { } id ? EntityId.GitHubRepository(source.Tenant, id)
                : hookId is not null ? EntityId.GitHubHook(source.Tenant, hookId)
                : null,
        };

        if (body.Fault is not null)
        {
            return identified with { SettledAs = Quarantined(body.Fault) };
        }

        return isPush
            ? identified with { WorkflowType = WorkflowNames.GitHubRepository, Facts = new DeliveryFacts { Push = body.Push } }
            : identified with { SettledAs = new Outcome { Kind = OutcomeKind.Filtered, Reason = eventName == "ping" ? "ping" : "unsupported-event" } };
    }

    private static Outcome Quarantined(string reason) => new() { Kind = OutcomeKind.Quarantined, Reason = reason };

    private static bool IsMedia(HttpRequest request, string type) =>
        request.Headers.ContentType.Count == 1
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var given)
        && given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);

    private static ReceiveProblem? ProblemOf(SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Valid => null,
        SignatureVerdict.Missing => ReceiveProblem.SignatureMissing,
        SignatureVerdict.Malformed => ReceiveProblem.SignatureMalformed,
        SignatureVerdict.Mismatch => ReceiveProblem.SignatureInvalid,
    };
}
