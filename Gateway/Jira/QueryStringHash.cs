using System.Security.Cryptography;
using System.Text;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Jira;

/// <summary>Atlassian's <c>qsh</c>: what ties a token to one method, path and query. The app's base URL is the gateway's root.</summary>
internal static class QueryStringHash
{
    public static string Of(HttpRequest request) => Of(request.Method, request.Path.ToUriComponent(), ReceivedQuery.Parse(request.HttpContext));

    /// <param name="method">In any case.</param>
    /// <param name="path">As in the URL.</param>
    /// <param name="query">Decoded; <c>jwt</c> is left out.</param>
    public static string Of(string method, string path, IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> query)
    {
        var trimmed = path.TrimEnd('/');
        var parameters = query
            .Where(parameter => parameter.Key != "jwt")
            .Select(parameter => (Key: Escape(parameter.Key), Value: string.Join(',', parameter.Value.OfType<string>().Select(Escape).Order(StringComparer.Ordinal))))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key}={parameter.Value}");
        var canonical = $"{method.ToUpperInvariant()}&{(trimmed.Length == 0 ? "/" : trimmed.Replace("&", "%26", StringComparison.Ordinal))}&{string.Join('&', parameters)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
