using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;

namespace Webhooks.Local.Hosting;

/// <summary>The token with which this process reads the gateway's management API. The gateway reads the same settings.</summary>
internal static class OperatorToken
{
    /// <returns>Null when no token is configured: then the gateway lets this machine read.</returns>
    /// <exception cref="LocalFailureException">Tokens are configured, but none that may read every tenant's deliveries.</exception>
    public static AuthenticationHeaderValue? From(IConfiguration configuration)
    {
        var tokens = configuration.GetSection("Webhooks:Management:Tokens").GetChildren().ToList();
        if (tokens.Count == 0)
        {
            return null;
        }

        return tokens
            .Where(token => (token["Scopes"] ?? "").Split(',', StringSplitOptions.TrimEntries).Contains("read", StringComparer.OrdinalIgnoreCase))
            .Where(token => string.IsNullOrWhiteSpace(token["Tenant"]))
            .Select(token => token["Value"])
            .Where(value => value is { Length: > 0 })
            .Select(value => new AuthenticationHeaderValue("Bearer", value))
            .FirstOrDefault()
            ?? throw new LocalFailureException("Webhooks__Management__Tokens__… is set, but no token has scope read and no tenant: outcomes could not be looked up.");
    }
}
