using System.Security.Cryptography;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.EventGrid;

/// <summary>
/// Bearer tokens as Microsoft Entra issues them to Event Grid: RS256 only, one issuer, one audience, Event Grid as the caller (the role
/// alone is also given to whoever may write subscriptions), and in time.
/// </summary>
internal sealed partial class EntraTokens(SigningKeys keys, ILogger<EntraTokens> logger)
{
    /// <summary>How far clocks may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>Whether there is one at all, before the body is read.</summary>
    public static ReceiveProblem? Screen(HttpRequest request) =>
        AccessToken.IsGiven(request.Headers.Authorization) ? null : ReceiveProblem.TokenMissing;

    public async ValueTask<ReceiveProblem?> VerifyAsync(HttpRequest request, string source, EntraSettings settings, DateTimeOffset now, CancellationToken aborted)
    {
        if (!AccessToken.TryParse(request.Headers.Authorization, out var token))
        {
            return ReceiveProblem.TokenMalformed;
        }

        // Claims first: what cannot be valid whoever signed it makes nobody fetch keys.
        if (CheckClaims(token, settings, now) is { } wrong)
        {
            return Refuse(source, wrong);
        }

        using var found = await keys.FindAsync(settings, token.KeyId ?? "", aborted);
        return found switch
        {
            { AreAvailable: false } => ReceiveProblem.KeysUnavailable,
            { Key: null } => Refuse(source, TokenFault.KeyUnknown),
            { Key: { } key } => key.VerifyData(token.Signed.Span, token.Signature.Span, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                ? null
                : Refuse(source, TokenFault.Signature),
        };
    }

    private static TokenFault? CheckClaims(AccessToken token, EntraSettings settings, DateTimeOffset now)
    {
        if (token.Algorithm != "RS256")
        {
            return TokenFault.Algorithm;
        }

        if (token.Text("iss") != settings.Issuer)
        {
            return TokenFault.Issuer;
        }

        if (!token.Has("aud", settings.Audience))
        {
            return TokenFault.Audience;
        }

        string?[] callers = [token.Text("appid"), token.Text("azp")];
        if (callers.All(caller => caller is null) || callers.Any(caller => caller is not null && !caller.Equals(settings.ApplicationId, StringComparison.OrdinalIgnoreCase)))
        {
            return TokenFault.Application;
        }

        return !token.Has("roles", settings.Role) ? TokenFault.Role : CheckLifetime(token, now);
    }

    private static TokenFault? CheckLifetime(AccessToken token, DateTimeOffset now)
    {
        if (!token.TryInstant("exp", out var expiry) || !token.TryInstant("nbf", out var start) || expiry is null)
        {
            return TokenFault.Lifetime;
        }

        return now >= expiry + Skew ? TokenFault.Expired
            : now < start - Skew ? TokenFault.NotYetValid
            : null;
    }

    private ReceiveProblem Refuse(string source, TokenFault fault)
    {
        Log.Refused(logger, source, fault);
        return ReceiveProblem.TokenInvalid;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Token refused source={Source} fault={Fault}")]
        public static partial void Refused(ILogger logger, string source, TokenFault fault);
    }
}
