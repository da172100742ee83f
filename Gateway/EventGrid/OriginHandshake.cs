using System.Globalization;
using Microsoft.Extensions.Primitives;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.EventGrid;

/// <summary>
/// The CloudEvents handshake: OPTIONS asks whether an origin may deliver here, and how often. It gives nothing away and lets nobody in;
/// each delivery proves itself. A callback address that is offered is never called.
/// </summary>
internal static class OriginHandshake
{
    private const string Origin = "WebHook-Request-Origin";
    private const string Rate = "WebHook-Request-Rate";

    public static ReceiveOutcome? Answer(HttpRequest request, EventGridSettings settings)
    {
        if (!HttpMethods.IsOptions(request.Method))
        {
            return null;
        }

        // What is answered is the configured text, never the sender's.
        var given = request.Headers[Origin];
        var allowed = given.Count == 1
            ? settings.AllowedOrigins.FirstOrDefault(origin => origin.Equals(given[0], StringComparison.OrdinalIgnoreCase))
            : null;
        if (allowed is null)
        {
            return ReceiveProblem.OriginRefused;
        }

        var headers = new List<KeyValuePair<string, string>> { new("Allow", HttpMethods.Post), new("WebHook-Allowed-Origin", allowed) };
        if (request.Headers[Rate] is { Count: > 0 } asked)
        {
            if (!TryGrant(asked, settings.AllowedRate, out var granted))
            {
                return ReceiveProblem.HandshakeInvalid;
            }

            headers.Add(new("WebHook-Allowed-Rate", granted));
        }

        return new Handshake { Name = "origin-handshake", Headers = headers };
    }

    private static bool TryGrant(StringValues asked, int? most, out string granted)
    {
        granted = "*";
        if (asked.Count != 1 || !int.TryParse(asked[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rate) || rate < 1)
        {
            return false;
        }

        if (most is { } limit)
        {
            granted = Math.Min(rate, limit).ToString(CultureInfo.InvariantCulture);
        }

        return true;
    }
}
