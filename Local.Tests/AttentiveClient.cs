using System.Net;
using System.Net.Sockets;
using System.Text;
using Webhooks.Local.Demo;

namespace Webhooks.Local.Tests;

/// <summary>Sends a large request and listens meanwhile: an answer that comes before the body has been sent ends the sending, as HTTP wants it.</summary>
internal static class AttentiveClient
{
    private const int Piece = 64 * 1024;

    /// <returns>The answer's head; empty when the connection broke without one.</returns>
    public static async Task<string> SendAsync(int port, PushDelivery push, string eventName, string secret, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head(push, eventName, secret)), cancellationToken);
        var sending = SendBodyAsync(stream, push.Body, answered.Token);
        var answer = await ReadAsync(stream, cancellationToken);
        await answered.CancelAsync();
        await sending;
        return answer;
    }

    private static string Head(PushDelivery push, string eventName, string secret)
    {
        using var request = push.Signed(new Uri("/webhooks/github", UriKind.Relative), secret);
        request.Headers.Remove("X-GitHub-Event");
        var headers = string.Concat(request.Headers.Select(header => $"{header.Key}: {header.Value.Single()}\r\n"));
        return $"POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-GitHub-Event: {eventName}\r\n{headers}"
            + $"Content-Length: {push.Body.Length}\r\n\r\n";
    }

    private static async Task SendBodyAsync(NetworkStream stream, byte[] body, CancellationToken stop)
    {
        try
        {
            for (var at = 0; at < body.Length; at += Piece)
            {
                await stream.WriteAsync(body.AsMemory(at, Math.Min(Piece, body.Length - at)), stop);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Answered already, or broken off: the reader knows which.
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var answer = new StringBuilder();
        var piece = new byte[4096];
        try
        {
            while (!answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(piece, cancellationToken) is > 0 and var read)
            {
                answer.Append(Encoding.ASCII.GetString(piece, 0, read));
            }
        }
        catch (IOException)
        {
            // Broken off.
        }

        return answer.ToString();
    }
}
