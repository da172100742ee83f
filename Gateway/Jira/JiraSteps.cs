using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Json;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.Jira;

/// <summary>The part of Jira, Cloud and Data Center, in the life of a delivery.</summary>
internal static class JiraSteps
{
    public static readonly ProviderSteps Steps = new()
    {
        Kept = [JiraHeaders.Signature, JiraHeaders.Identifier, JiraHeaders.Retry],
        Proves = source => source.Jira.ConnectIssuer is null ? JiraHeaders.Signature : null,
        Screen = Screen,
        Verify = Verify,
        Identify = Identify,
    };

    private static ReceiveProblem? Screen(HttpRequest request, Source source) =>
        !request.HasJsonContentType() || request.Headers.ContentType.Count != 1 ? ReceiveProblem.ContentTypeUnsupported
        : source.Jira.ConnectIssuer is null ? HubSignature.CheckForm(request.Headers[JiraHeaders.Signature], source.Jira.Methods).Problem()
        : ConnectToken.CheckForm(request.Headers.Authorization).TokenProblem();

    private static ValueTask<ReceiveProblem?> Verify(
        HttpRequest request, ReadOnlyMemory<byte> body, Source source, DateTimeOffset now, CancellationToken aborted) =>
        new(source.Jira.ConnectIssuer is { } issuer
            ? ConnectToken.Verify(request, issuer, source.Secrets, now).TokenProblem()
            : HubSignature.Verify(request.Headers[JiraHeaders.Signature], body.Span, source.Jira.Methods, source.Secrets, now).Problem());

    private static Reading Identify(HttpRequest request, ReadOnlyMemory<byte> body, Source source)
    {
        var header = request.Headers[JiraHeaders.Identifier];
        if (!Tokens.IsToken(header, JiraHeaders.LongestIdentifier, out var identifier) && header.Count > 0)
        {
            return ReceiveProblem.DeliveryIdInvalid;
        }

        var fields = JsonFields.Read(body.Span, JiraFields.Shape);
        var site = JiraFields.Site(fields);
        var id = identifier.Length > 0 ? identifier : HashOf(JiraFields.Fingerprint(fields) is { } text ? Encoding.UTF8.GetBytes(text) : body.Span);
        var eventName = JiraFields.EventName(fields) ?? "unknown";
        var delivery = new Identification
        {
            Key = DeliveryKey.Jira(source.Tenant, source.Name, source.Jira.Site ?? site, id),
            EventName = eventName,
            EventLabel = JiraEventNames.Label(eventName),
            Body = body,
        };
        var described = Understand(delivery, fields, site, source);
        return described.Facts?.JiraIssue is { } issue
            ? described with { Facts = new DeliveryFacts { JiraIssue = issue with { Retry = RetryOf(request) } } }
            : described;
    }

    private static Identification Understand(Identification delivery, JsonFields fields, string? named, Source source)
    {
        if (fields.Fault is { } fault)
        {
            return SetAside(delivery, fault);
        }

        if (JiraFields.EventName(fields) is not { } name)
        {
            return SetAside(delivery, "webhook-event-invalid");
        }

        // Its secret lets a source speak for its own site, and for no other.
        if (source.Jira.Site is { } own && named is not null && named != own)
        {
            return SetAside(delivery, "site-mismatch");
        }

        var site = source.Jira.Site ?? named;
        var row = JiraEvent.Of(name);
        var identified = delivery with
        {
            Entity = row.Entity(source.Tenant, site, fields),
            Origin = JiraOrigin.Of(name, fields),
            WorkflowType = row.Handling.WorkflowType,
            SettledAs = row.Handling.SettledAs,
        };
        return !row.IsAboutIssue ? identified
            : JiraFields.IssueId(fields) is not { } issueId ? SetAside(identified, "issue-id-invalid")
            : site is null ? SetAside(identified, "site-unknown")
            : identified with { Facts = new DeliveryFacts { JiraIssue = JiraFields.Event(name, site, issueId, fields) } };
    }

    private static Identification SetAside(Identification delivery, string fault) =>
        delivery with { WorkflowType = null, SettledAs = Handling.SetAside(fault).SettledAs };

    private static int RetryOf(HttpRequest request) =>
        int.TryParse(request.Headers[JiraHeaders.Retry], NumberStyles.None, CultureInfo.InvariantCulture, out var retry) ? retry : 0;

    private static string HashOf(ReadOnlySpan<byte> text) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(text))}";
}
