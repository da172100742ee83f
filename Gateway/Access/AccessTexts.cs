using Microsoft.AspNetCore.Mvc;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Access;

/// <summary>Status, stable type and text of each refusal.</summary>
internal static class AccessTexts
{
    public static ProblemDetails Of(AccessRefusal refusal) => refusal switch
    {
        AccessRefusal.BearerMissing => ProblemTexts.Make(401, "bearer-missing", "Token missing", "The Authorization header is not exactly one Bearer token."),
        AccessRefusal.BearerInvalid => ProblemTexts.Make(401, "bearer-invalid", "Token invalid", "The token is none of this gateway's."),
        AccessRefusal.ScopeMissing => ProblemTexts.Make(403, "scope-missing", "Not allowed", "The token does not have the scope that this takes."),
        AccessRefusal.CallerNotLocal => ProblemTexts.Make(403, "caller-not-local", "Not from here",
            "No token is configured, so only this machine may ask, and directly."),
        AccessRefusal.HostUnexpected => ProblemTexts.Make(403, "host-unexpected", "Host unexpected",
            "No token is configured, so the Host header must name loopback."),
        AccessRefusal.OriginForeign => ProblemTexts.Make(403, "origin-foreign", "Origin foreign", "Pages of other sites may change nothing here."),
        AccessRefusal.RequestHeaderMissing => ProblemTexts.Make(403, "request-header-missing", "Header missing",
            $"No token is configured, so a request that changes something needs the header {ManagementAccess.RequestHeader}."),
    };
}
