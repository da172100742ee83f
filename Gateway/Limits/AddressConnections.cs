using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Limits;

/// <summary>Connections by address, so that one that opens all it can leaves some for the others. What goes above is closed without an answer.</summary>
internal sealed class AddressConnections(HttpSettings settings)
{
    private readonly ConcurrentDictionary<IPAddress, int> open = new();

    public async Task HandleAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var remote } || settings.Proxies.Contains(remote))
        {
            await next(connection);
            return;
        }

        var network = AddressTable.NetworkOf(remote);
        if (open.AddOrUpdate(network, 1, (_, count) => count + 1) <= settings.ConnectionsPerAddress)
        {
            try
            {
                await next(connection);
            }
            finally
            {
                Close(network);
            }

            return;
        }

        Close(network);
        connection.Abort();
    }

    /// <summary>What has none open is forgotten: there are never more entries than connections.</summary>
    private void Close(IPAddress network)
    {
        while (open.TryGetValue(network, out var count))
        {
            if (count == 1 ? open.TryRemove(KeyValuePair.Create(network, 1)) : open.TryUpdate(network, count - 1, count))
            {
                return;
            }
        }
    }
}
