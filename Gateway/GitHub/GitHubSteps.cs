using System.Globalization;
using Microsoft.Net.Http.Headers;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Json;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.GitHub;

/// <summary>GitHub's part in the life of a delivery.</summary>
internal static class GitHubSteps
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    public static readonly ProviderSteps Steps = new()
    {
        Kept = [GitHubHeaders.Signature, GitHubHeaders.Event, GitHubHeaders.Delivery, GitHubHeaders.Hook, HeaderNames.ContentType],
        Proves = _ => GitHubHeaders.Signature,
        Screen = Screen,
        Verify = Verify,
        Identify = Identify,
    };

    private static ReceiveProblem? Screen(HttpRequest request, Source source) =>
        !IsMedia(request, Json) && !IsMedia(request, Form) ? ReceiveProblem.ContentTypeUnsupported
        : GitHubSignature.CheckForm(request.Headers[GitHubHeaders.Signature]).Problem();

    private static ValueTask<ReceiveProblem?> Verify(
        HttpRequest request, ReadOnlyMemory<byte> body, Source source, DateTimeOffset now, CancellationToken aborted) =>
        new(GitHubSignature.Verify(request.Headers[GitHubHeaders.Signature], body.Span, source.Secrets, now).Problem());

    private static Reading Identify(HttpRequest request, ReadOnlyMemory<byte> body, Source source)
    {
        if (!Tokens.IsToken(request.Headers[GitHubHeaders.Delivery], GitHubHeaders.LongestDelivery, out var guid))
        {
            return ReceiveProblem.DeliveryIdInvalid;
        }

        if (!Tokens.IsToken(request.Headers[GitHubHeaders.Event], GitHubHeaders.LongestEvent, out var eventName))
        {
            return ReceiveProblem.EventNameInvalid;
        }

        var hookHeader = request.Headers[GitHubHeaders.Hook];
        if (!Tokens.IsToken(hookHeader, GitHubHeaders.LongestHook, out var hook) && hookHeader.Count > 0)
        {
            return ReceiveProblem.HookIdInvalid;
        }

        var key = DeliveryKey.GitHub(source.Tenant, source.Name, hook, guid);
        var delivery = new Identification { Key = key, EventName = eventName, EventLabel = GitHubEventNames.Label(eventName), Body = body };
        return !IsMedia(request, Form) ? Understand(delivery, body, hook, source)
            : FormPayload.TryDecode(body.Span, out var json) ? Understand(delivery, json, hook, source)
            : delivery with { SettledAs = Handling.SetAside("form-payload-missing").SettledAs };
    }

    private static Identification Understand(Identification delivery, ReadOnlyMemory<byte> json, string hook, Source source)
    {
        var row = GitHubEvent.Of(delivery.EventName);
        var fields = JsonFields.Read(json.Span, row.Shape);
        var required = new RequiredFields(fields);
        var facts = row.Facts(required);
        if (required.Fault is { } fault)
        {
            return delivery with { Entity = RepositoryOrHook(fields, hook, source), SettledAs = Handling.SetAside(fault).SettledAs };
        }

        return delivery with
        {
            Entity = (facts is null ? null : row.Entity(source.Tenant, facts)) ?? RepositoryOrHook(fields, hook, source),
            Facts = facts,
            Origin = GitHubOrigin.Of(fields),
            WorkflowType = row.Handling.WorkflowType,
            SettledAs = row.Handling.SettledAs,
        };
    }

    private static EntityId? RepositoryOrHook(JsonFields fields, string hook, Source source) =>
        fields.Number("repository.id") is > 0 and var repository ? EntityId.GitHubRepository(source.Tenant, repository)
        : hook.Length > 0 ? EntityId.GitHubHook(source.Tenant, hook)
        : fields.Number("hook_id") is { } id ? EntityId.GitHubHook(source.Tenant, id.ToString(CultureInfo.InvariantCulture))
        : null;

    private static bool IsMedia(HttpRequest request, string type) =>
        request.Headers.ContentType.Count == 1
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var given)
        && given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);
}
