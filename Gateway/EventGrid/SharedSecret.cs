using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;

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

    public static ReceiveProblem? Verify(HttpRequest request, EventGridSettings settings, IReadOnlyList<SourceSecret> secrets, DateTimeOffset now)
    {
        if (Given(request, settings) is not [{ Length: > 0 } given])
        {
            return ReceiveProblem.SecretInvalid;
        }

        // Hashes are compared, and all of them: how long it takes tells neither the length nor which one it was.
        Span<byte> claimed = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(given), claimed);
        var matched = false;
        for (var i = 0; i < secrets.Count; i++)
        {
            SHA256.HashData(secrets[i].Key, actual);
            var matches = CryptographicOperations.FixedTimeEquals(actual, claimed);
            matched |= secrets[i].IsValidAt(now) && matches;
        }

        return matched ? null : ReceiveProblem.SecretInvalid;
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
