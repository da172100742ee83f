using System.IO.Compression;
using System.Net;
using System.Text;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Limits;

/// <summary>Nothing is ever unpacked, so nothing can unpack to too much.</summary>
public sealed class CompressedBodyTests : IDisposable
{
    private const int Unpacked = 64 * 1024 * 1024;
    private static readonly byte[] Bomb = Pack(Pack(new byte[Unpacked]));
    private readonly KestrelApp gateway = new();

    public void Dispose() => gateway.Dispose();

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    [InlineData("identity, gzip")]
    [InlineData("unheard-of")]
    [InlineData("")]
    public async Task A_body_with_any_encoding_is_refused_without_being_read(string encoding)
    {
        var delivery = new Delivery { Body = Bomb };
        await using var connection = await gateway.ConnectAsync();

        // The body is announced and not sent: the answer comes all the same.
        await connection.SendAsync(
            $"POST /webhooks/hello HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\nX-GitHub-Event: push\r\n"
            + $"X-GitHub-Delivery: {delivery.Guid}\r\nX-Hub-Signature-256: {Delivery.Sign(Bomb)}\r\nContent-Length: {Bomb.Length}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 415 ", await connection.ReadAsync("\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(0, await gateway.App.CountAsync());
    }

    [Fact]
    public async Task A_bomb_that_does_not_say_so_is_stored_as_it_is_and_quarantined()
    {
        var delivery = new Delivery { Body = Bomb };

        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client().SendAsync(delivery.Signed())).StatusCode);

        var record = await gateway.App.FindAsync(delivery.Id);
        Assert.Equal(Bomb.Length, record?.Payload.Length);
        Assert.Equal((OutcomeKind.Quarantined, "body-not-json"), (record?.Outcome?.Kind, record?.Outcome?.Reason));
    }

    [Fact]
    public async Task A_transfer_coding_is_not_unpacked_either()
    {
        await using var connection = await gateway.ConnectAsync();
        await connection.SendAsync(
            $"POST /webhooks/hello HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Hub-Signature-256: {Delivery.Sign(new byte[Unpacked])}\r\n"
            + $"Connection: close\r\nTransfer-Encoding: gzip, chunked\r\n\r\n{Bomb.Length:x}\r\n");
        await connection.SendAsync([.. Bomb, .. Encoding.ASCII.GetBytes("\r\n0\r\n\r\n")]);

        Assert.StartsWith("HTTP/1.1 401 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_hash_alike_in_other_runtimes_cost_no_more_than_others()
    {
        // "Aa" and "BB": each of the 2^16 names has the same hash where Java's function is used.
        var names = Enumerable.Range(0, 1 << 16).Select(bits => string.Concat(Enumerable.Range(0, 16).Select(i => (bits >> i & 1) == 0 ? "Aa" : "BB")));
        var members = string.Join(',', names.Select(name => $"\"{name}\":1"));
        var delivery = new Delivery { Body = Encoding.UTF8.GetBytes($"{{{members},{Delivery.Push().TrimStart()[1..]}") };

        var response = await gateway.Client().SendAsync(delivery.Signed()).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("github/repository/186853002", (await response.JsonAsync()).GetProperty("entity").GetString());
    }

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
