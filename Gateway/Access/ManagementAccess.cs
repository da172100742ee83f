using System.Net;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Access;

/// <summary>
/// Stands before everything below <c>/api</c>, whether there is anything at the address or not. With tokens configured each request brings one.
/// Without, the gateway trusts whoever is on its machine, and nobody whom a browser on this machine lends its place to.
/// </summary>
internal sealed partial class ManagementAccess(
    ManagementTokens tokens, DeliveryStore store, GatewayMetrics metrics, TimeProvider time, ILogger<ManagementAccess> logger)
{
    public const string Root = "/api";

    /// <summary>A page of another site cannot send it without asking first, and is never answered yes.</summary>
    public const string RequestHeader = "X-Webhooks-Request";

    /// <summary>What the evidence of a refusal calls its source; no configured source can be called so.</summary>
    public const string EvidenceSource = Root;

    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        var required = endpoint?.Metadata.GetMetadata<RequiredScope>();
        if (required is null && !context.Request.Path.StartsWithSegments(Root))
        {
            await next(context);
            return;
        }

        if (Judge(context, endpoint, required) is { } refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        await next(context);
        if (Changes(context.Request) && endpoint is RouteEndpoint { RoutePattern.RawText: { } pattern })
        {
            Log.Called(logger, Caller.Of(context).Name, context.Request.Method, pattern, context.Response.StatusCode);
        }
    }

    private AccessRefusal? Judge(HttpContext context, Endpoint? endpoint, RequiredScope? required)
    {
        if (Changes(context.Request) && IsForeign(context.Request))
        {
            return AccessRefusal.OriginForeign;
        }

        if (!tokens.Any)
        {
            context.Features.Set(Caller.Local);
            return JudgeLocal(context);
        }

        if (!TryBearer(context.Request, out var bearer))
        {
            return AccessRefusal.BearerMissing;
        }

        if (tokens.Find(bearer) is not { } token)
        {
            return AccessRefusal.BearerInvalid;
        }

        context.Features.Set(new Caller { Name = token.Name, Tenant = token.Tenant });

        // A route that somebody forgot to give a scope is nobody's.
        return endpoint is not RouteEndpoint || (required is not null && token.Scopes.Contains(required.Scope)) ? null : AccessRefusal.ScopeMissing;
    }

    private static AccessRefusal? JudgeLocal(HttpContext context)
    {
        var request = context.Request;
        if (context.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote))
        {
            return AccessRefusal.CallerNotLocal;
        }

        if (Array.Exists(ProxyHeaders, request.Headers.ContainsKey))
        {
            return AccessRefusal.CallerNotLocal;
        }

        var host = request.Host.Host;
        if (!host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)))
        {
            return AccessRefusal.HostUnexpected;
        }

        return Changes(request) && !request.Headers.ContainsKey(RequestHeader) ? AccessRefusal.RequestHeaderMissing : null;
    }

    private static bool Changes(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site is not ["same-origin" or "none"])
        {
            return true;
        }

        return request.Headers.Origin is { Count: > 0 } origin
            && !(origin.Count == 1 && Uri.TryCreate(origin[0], UriKind.Absolute, out var page)
                && request.Host.Value?.Equals(page.Authority, StringComparison.OrdinalIgnoreCase) == true);
    }

    private static bool TryBearer(HttpRequest request, out string bearer)
    {
        const string Scheme = "Bearer ";
        bearer = request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim(' ') : "";
        return bearer.Length > 0;
    }

    private Task RefuseAsync(HttpContext context, AccessRefusal refusal)
    {
        var problem = AccessTexts.Of(refusal);
        var reason = ProblemTexts.ShortName(problem);
        var caller = context.Features.Get<Caller>()?.Name ?? "unknown";
        var remote = context.Connection.RemoteIpAddress?.ToString();
        Log.Refused(logger, caller, remote, reason);
        metrics.ManagementRefused(reason);
        store.Ledger.RecordRejection(new RejectedRequest { At = time.GetUtcNow(), Source = EvidenceSource, Reason = reason, RemoteAddress = remote });
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return Answers.WriteProblemAsync(context, problem);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Management call caller={Caller} {Method} {Route} status={Status}")]
        public static partial void Called(ILogger logger, string caller, string method, string route, int status);

        [LoggerMessage(2, LogLevel.Information, "Management call refused caller={Caller} address={RemoteAddress} reason={Reason}")]
        public static partial void Refused(ILogger logger, string caller, string? remoteAddress, string reason);
    }
}
