using System.Net;
using System.Net.Sockets;

namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>The gateway behind its real listener, asked from any address of this machine.</summary>
internal sealed class KestrelApp : IDisposable
{
    private readonly List<HttpClient> clients = [];
    private bool isStarted;

    public GatewayApp App { get; } = new();

    public Uri Address => Started().ClientOptions.BaseAddress;

    /// <summary>Before the first request.</summary>
    public KestrelApp With(string key, string? value)
    {
        App.Settings.Put(key, value);
        return this;
    }

    public HttpClient Client(string from = "127.0.0.1")
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(60),
        };
        clients.Add(client);
        return client;
    }

    public Task<RawConnection> ConnectAsync(string from = "127.0.0.1") => RawConnection.OpenAsync(Address, from);

    public Task<UnfinishedDelivery> BeginAsync(Delivery delivery, string from = "127.0.0.1", string? signature = null) =>
        UnfinishedDelivery.BeginAsync(Address, delivery, from, signature);

    public void Dispose()
    {
        clients.ForEach(client => client.Dispose());
        App.Dispose();
    }

    private GatewayApp Started()
    {
        if (!isStarted)
        {
            isStarted = true;
            App.UseKestrel(0);
            App.StartServer();
        }

        return App;
    }
}
