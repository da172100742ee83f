using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>A connection whose every byte is the test's, from any address of this machine.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly Socket socket;
    private readonly NetworkStream stream;

    private RawConnection(Socket socket)
    {
        this.socket = socket;
        stream = new NetworkStream(socket, ownsSocket: true);
    }

    public static async Task<RawConnection> OpenAsync(Uri gateway, string from = "127.0.0.1")
    {
        var dialled = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialled.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await dialled.ConnectAsync(IPAddress.Loopback, gateway.Port);
        return new RawConnection(dialled);
    }

    public Task SendAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    public Task SendAsync(byte[] bytes) => stream.WriteAsync(bytes).AsTask();

    /// <returns>Everything up to the end of the connection, or of the first answer that carries this text.</returns>
    public async Task<string> ReadAsync(string upTo)
    {
        using var enough = new CancellationTokenSource(Bound);
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (!answer.ToString().Contains(upTo, StringComparison.Ordinal))
            {
                var read = await stream.ReadAsync(buffer, enough.Token);
                if (read == 0)
                {
                    break;
                }

                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Reset by the gateway: an end as good as any.
        }

        return answer.ToString();
    }

    public async Task<byte[]> ReadExactlyAsync(int count)
    {
        using var enough = new CancellationTokenSource(Bound);
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, enough.Token);
        return bytes;
    }

    /// <summary>What the gateway still has to say, until it closes.</summary>
    public Task<string> ReadToEndAsync() => ReadAsync("\0never");

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        socket.Dispose();
    }
}
