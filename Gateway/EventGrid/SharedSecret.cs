using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.EventGrid;

/// <summary>A secret that Event Grid repeats with each request, in a query parameter or in a header.</summary>
internal static class SharedSecret
{
    /// <summary>Whether there is one at all, before the body is read.</summary>
    public static ReceiveProblem? Screen(HttpRequest request, EventGridSettings settings) => Given(request, settings) switch
    {
        { Count: 0 } or [null or ""] => ReceiveProblem.SecretMissing,
        { Count: > 1 } => ReceiveProblem.SecretInvalid,
        _ => null,
    };

    /// <returns>The secret that the request carries and that is valid now. Null: none, or more than one was given.</returns>
    public static SourceSecret? Find(HttpRequest request, EventGridSettings settings, IReadOnlyList<SourceSecret> secrets, DateTimeOffset now)
    {
        if (Given(request, settings) is not [{ Length: > 0 } given])
        {
            return null;
        }

        // Hashes are compared, so that the time does not tell the length either.
        Span<byte> claimed = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(given), claimed);
        return secrets.FindProven(static (key, _, hash) => SHA256.HashData(key, hash), [], claimed, now);
    }

    private static StringValues Given(HttpRequest request, EventGridSettings settings)
    {
        if (settings.SecretHeader is { } header)
        {
            return request.Headers[header];
        }

        // Names of parameters are compared exactly; the parser would take them in any case.
        var given = new List<string?>();
        foreach (var pair in new QueryStringEnumerable(ReceivedQuery.Of(request.HttpContext)))
        {
            if (pair.DecodeName().Span.SequenceEqual(settings.SecretParameter))
            {
                given.Add(pair.DecodeValue().ToString());
            }
        }

        return given.ToArray();
    }
}
