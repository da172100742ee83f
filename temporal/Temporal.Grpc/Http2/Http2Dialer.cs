using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Temporal.Grpc.Http2;

/// <summary>Opens connections to one address: TCP and, for <c>https</c>, TLS that must agree on HTTP/2.</summary>
internal sealed class Http2Dialer(GrpcChannelOptions options, TimeProvider time)
{
    /// <summary>A connection that is ready for calls.</summary>
    /// <param name="retired">Told when it no longer is.</param>
    /// <param name="cancelled">Gives up before it is.</param>
    /// <exception cref="IOException">No server, none of HTTP/2, or not in time.</exception>
    public async Task<Http2Connection> DialAsync(Action<Http2Connection> retired, CancellationToken cancelled)
    {
        using var late = new CancellationTokenSource(options.ConnectTimeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancelled);
        try
        {
            var transport = await OpenAsync(ended.Token);
            var connection = new Http2Connection(transport, options, time, retired);
            await connection.StartAsync(ended.Token);
            if (connection.Room > 0)
            {
                return connection;
            }

            connection.Drain();
            throw new IOException($"the server at {Name} takes no calls");
        }
        catch (Exception fault) when (late.IsCancellationRequested)
        {
            throw new IOException($"no connection to {Name} within {options.ConnectTimeout}", fault);
        }
        catch (Exception fault) when (fault is SocketException or System.Security.Authentication.AuthenticationException)
        {
            throw new IOException($"no connection to {Name}: {fault.Message}", fault);
        }
    }

    private string Name => $"{options.Address.IdnHost}:{options.Address.Port}";

    private async Task<Stream> OpenAsync(CancellationToken cancelled)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(options.Address.IdnHost, options.Address.Port), cancelled);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return options.Address.Scheme == Uri.UriSchemeHttps ? await SecureAsync(plain, cancelled) : plain;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<SslStream> SecureAsync(Stream transport, CancellationToken cancelled)
    {
        var secured = new SslStream(transport);
        await secured.AuthenticateAsClientAsync(TlsTerms.For(options), cancelled);
        return secured.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2
            ? secured
            : throw new IOException($"the server at {Name} does not speak HTTP/2 over TLS");
    }
}
