using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Receiving;

/// <summary>Against Kestrel itself: what a body may be is decided between its framing and ours.</summary>
public sealed class BodyTests : IDisposable
{
    private const int Cap = 100_000;
    private readonly GatewayApp app = new();
    private readonly HttpClient client;

    public BodyTests()
    {
        app.Settings.Put("Webhooks:Sources:0:MaximumBodyBytes", $"{Cap}");
        app.UseKestrel(0);
        app.StartServer();
        client = app.CreateClient();
    }

    public void Dispose() => app.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_exactly_the_cap_passes_and_one_byte_more_does_not(bool chunked)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(Cap, chunked)).StatusCode);
        await (await SendAsync(Cap + 1, chunked)).IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.Equal(1, await app.CountAsync());
        Assert.Equal(0, app.Services.GetRequiredService<BodyBudget>().Taken);
    }

    [Fact]
    public async Task The_largest_body_that_GitHub_sends_passes()
    {
        var body = Padded(25 * 1024 * 1024);
        var delivery = new Delivery { Source = "tenant", Secret = GatewayApp.OtherSecret, Body = body };

        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);
        Assert.Equal(body.Length, (await app.FindAsync(delivery.Id))?.Payload.Length);
    }

    [Fact]
    public async Task An_endless_chunked_body_is_cut_off_at_the_cap()
    {
        var answer = await RawAsync(
            "POST /webhooks/hello HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256="
            + new string('0', 64) + "\r\nTransfer-Encoding: chunked\r\n\r\n",
            endless: "4000\r\n" + new string('x', 0x4000) + "\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claimed_length_above_the_cap_is_answered_before_any_of_the_body_came()
    {
        var answer = await RawAsync(
            "POST /webhooks/hello HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256="
            + new string('0', 64) + "\r\nContent-Length: 100001\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contradictory_framing_is_refused()
    {
        var answer = await RawAsync(
            "POST /webhooks/hello HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_names_no_server() => Assert.False((await client.GetAsync("/healthz")).Headers.Contains("Server"));

    private Task<HttpResponseMessage> SendAsync(int length, bool chunked)
    {
        var request = new Delivery { Body = Padded(length) }.Signed();
        request.Headers.TransferEncodingChunked = chunked;
        if (chunked)
        {
            request.Content!.Headers.ContentLength = null; // Not null: every delivery has content.
        }

        return client.SendAsync(request);
    }

    private static byte[] Padded(int length)
    {
        var push = Encoding.UTF8.GetBytes(Delivery.Push());
        var body = new byte[length];
        body.AsSpan().Fill((byte)' ');
        push.CopyTo(body, 0);
        return body;
    }

    private async Task<string> RawAsync(string head, string? endless = null)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, client.BaseAddress!.Port); // Not null: Kestrel listens.
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var answer = ReadHeadAsync(stream);
        var chunk = Encoding.ASCII.GetBytes(endless ?? "");
        try
        {
            while (endless is not null && !answer.IsCompleted)
            {
                await stream.WriteAsync(chunk);
            }
        }
        catch (IOException)
        {
            // Closed by the gateway, which is what it should do with an endless body once it has answered.
        }

        return await answer.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var buffer = new byte[4096];
        var read = await stream.ReadAsync(buffer);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
