using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Webhooks.Benchmarks.Load;

/// <summary>One HTTP/1.1 connection that is kept alive, and the requests that it sends in turn. Knows of HTTP what these servers answer, no more.</summary>
internal sealed class LoadConnection(int port, IReadOnlyList<PreparedDelivery> deliveries) : IDisposable
{
    /// <summary>Behind <c>HTTP/1.1 </c>.</summary>
    private const int StatusAt = 9;

    private static readonly byte[] ChunkedEnd = "0\r\n\r\n"u8.ToArray();

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] answer = new byte[64 * 1024];
    private int turn;

    public async Task ConnectAsync() => await socket.ConnectAsync(IPAddress.Loopback, port);

    /// <returns>The status.</returns>
    public async ValueTask<int> SendAsync(long number)
    {
        var left = deliveries[turn++ % deliveries.Count].Request(number);
        while (left.Length > 0)
        {
            left = left[await socket.SendAsync(left)..];
        }

        var (length, head) = (0, -1);
        while (head < 0)
        {
            length += await ReceiveAsync(length);
            head = answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        }

        if (!Utf8Parser.TryParse(answer.AsSpan(StatusAt, 3), out int status, out _))
        {
            throw new IOException("The answer has no status.");
        }

        if (ContentLength(answer.AsSpan(0, head)) is { } content)
        {
            for (var missing = head + 4 + content - length; missing > 0;)
            {
                missing -= await ReceiveAsync(0);
            }
        }
        else
        {
            while (!answer.AsSpan(0, length).EndsWith(ChunkedEnd))
            {
                length += await ReceiveAsync(length);
            }
        }

        return status;
    }

    public void Dispose() => socket.Dispose();

    private static int? ContentLength(ReadOnlySpan<byte> head)
    {
        var text = Encoding.ASCII.GetString(head);
        const string name = "content-length:";
        var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return text.Contains(" 204 ", StringComparison.Ordinal) ? 0 : null;
        }

        var end = text.IndexOf('\r', at);
        return int.Parse(end < 0 ? text.AsSpan(at + name.Length) : text.AsSpan(at + name.Length, end - at - name.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }

    private async ValueTask<int> ReceiveAsync(int at) =>
        await socket.ReceiveAsync(answer.AsMemory(at)) is > 0 and var read ? read : throw new IOException("The server closed the connection.");
}
