using System.Net;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Limits;

/// <summary>
/// Who sends: the other end of the connection, or, where that is a configured proxy, the last address in <c>X-Forwarded-For</c> that is none.
/// What stands before it was written by the sender and proves nothing. Nothing else that proxies write is believed, the scheme and the host
/// included: nothing here depends on them.
/// </summary>
internal sealed class ClientAddress(HttpSettings settings)
{
    private const string Header = "X-Forwarded-For";

    /// <summary>A chain of proxies is short; a longer one is made up.</summary>
    private const int MostHops = 16;

    /// <returns>Null when the connection has none, as that of a local socket.</returns>
    public IPAddress? Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } remote)
        {
            return null;
        }

        var client = AddressList.Plain(remote);
        if (!settings.Proxies.Contains(client))
        {
            return client;
        }

        foreach (var hop in Hops(context.Request))
        {
            if (!TryParse(hop, out var address))
            {
                // Whoever is behind it is unknown; what is before it is not to be trusted either.
                return client;
            }

            client = address;
            if (!settings.Proxies.Contains(client))
            {
                return client;
            }
        }

        return client;
    }

    /// <summary>From the nearest on.</summary>
    private static IEnumerable<string> Hops(HttpRequest request) =>
        string.Join(',', request.Headers[Header].ToArray()).Split(',').Reverse().Take(MostHops).Select(hop => hop.Trim());

    /// <summary>Also with a port, as some proxies write it.</summary>
    private static bool TryParse(string text, out IPAddress address)
    {
        // Numbers and short forms are addresses to the parser too, but no proxy writes them.
        var isWritten = text.Contains(':', StringComparison.Ordinal) || text.AsSpan().Count('.') == 3;
        var isParsed = IPAddress.TryParse(text, out var plain);
        if (!isParsed && IPEndPoint.TryParse(text, out var endpoint))
        {
            (isParsed, plain) = (true, endpoint.Address);
        }

        address = AddressList.Plain(plain ?? IPAddress.None);
        return isParsed && isWritten;
    }
}
