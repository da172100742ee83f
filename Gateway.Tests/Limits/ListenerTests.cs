using System.Net;
using System.Net.Sockets;
using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Limits;

/// <summary>What Kestrel and its settings make of senders that mean no good.</summary>
public sealed class ListenerTests : IDisposable
{
    /// <summary>Of ten thousand in production; the rule is the same.</summary>
    private const int ConnectionsPerAddress = 50;

    private const string Attacker = "127.0.0.2";
    private const string Head = "POST /webhooks/hello HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private readonly KestrelApp gateway = new();

    public void Dispose() => gateway.Dispose();

    [Fact]
    public async Task Headers_that_drip_are_cut_off()
    {
        gateway.With("Webhooks:Http:HeaderTime", "00:00:01");
        await using var connection = await gateway.ConnectAsync();
        await connection.SendAsync("POST /webhooks/hello HTTP/1.1\r\nHost: x\r\n");

        Assert.StartsWith("HTTP/1.1 408 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_drips_is_cut_off_and_leaves_evidence()
    {
        gateway.With("Webhooks:Http:BodyGrace", "00:00:02");
        await using var connection = await gateway.ConnectAsync();
        await connection.SendAsync($"{Head}X-Hub-Signature-256: sha256={new string('0', 64)}\r\nContent-Length: 1000\r\n\r\n{{");

        Assert.StartsWith("HTTP/1.1 408 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
        await Eventually.TrueAsync(
            async () => (await gateway.App.Store.Ledger.RejectionsAsync(10, null, CancellationToken.None)).Any(row => row.Reason == "body-too-slow"), "it is recorded");
    }

    [Fact]
    public async Task Idle_connections_of_one_address_leave_room_for_others()
    {
        gateway.With("Webhooks:Http:ConnectionsPerAddress", $"{ConnectionsPerAddress}");
        var idle = new List<RawConnection>();
        for (var i = 0; i < ConnectionsPerAddress; i++)
        {
            idle.Add(await OpenAsync(Attacker));
        }

        Assert.Null(await ServedAsync(Attacker));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client().GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client().SendAsync(new Delivery().Signed())).StatusCode);

        // What it closes it may open again.
        await Task.WhenAll(idle.Select(connection => connection.DisposeAsync().AsTask()));
        await Eventually.TrueAsync(
            async () =>
            {
                await using var again = await ServedAsync(Attacker);
                return again is not null;
            },
            "a place is free again");
    }

    [Fact]
    public async Task Connections_that_were_turned_away_use_up_no_place()
    {
        gateway.With("Webhooks:Http:ConnectionsPerAddress", "2");
        var open = new[] { await OpenAsync(Attacker), await OpenAsync(Attacker) };
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await ServedAsync(Attacker));
        }

        await Task.WhenAll(open.Select(connection => connection.DisposeAsync().AsTask()));

        await Eventually.TrueAsync(
            async () =>
            {
                await using var first = await ServedAsync(Attacker);
                await using var second = await ServedAsync(Attacker);
                return first is not null && second is not null;
            },
            "both places are free again");
    }

    [Fact]
    public async Task A_proxy_may_have_as_many_connections_as_it_has_clients()
    {
        gateway.With("Webhooks:Http:ConnectionsPerAddress", "1").With("Webhooks:Http:Proxies:0", Attacker).With("Webhooks:Management:Tokens:0:Name", "one")
            .With("Webhooks:Management:Tokens:0:Value", new string('x', 32)).With("Webhooks:Management:Tokens:0:Scopes", "read");

        await using var first = await OpenAsync(Attacker);
        await using var second = await OpenAsync(Attacker);
    }

    [Fact]
    public async Task All_addresses_together_have_so_many_connections()
    {
        gateway.With("Webhooks:Http:MaximumConnections", "2");
        await using var first = await OpenAsync("127.0.0.2");
        await using var second = await OpenAsync("127.0.0.3");

        Assert.Null(await ServedAsync("127.0.0.4"));
    }

    [Fact]
    public async Task Idle_connections_are_closed_after_a_while()
    {
        gateway.With("Webhooks:Http:IdleTime", "00:00:01");
        await using var connection = await gateway.ConnectAsync();
        await connection.SendAsync("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1000 headers", "HTTP/1.1 431 ")]
    [InlineData("a header of 64 KB", "HTTP/1.1 431 ")]
    [InlineData("an address of 64 KB", "HTTP/1.1 414 ")]
    [InlineData("a NUL in a header", "HTTP/1.1 400 ")]
    [InlineData("a lone CR in a header", "HTTP/1.1 400 ")]
    [InlineData("a folded header", "HTTP/1.1 400 ")]
    [InlineData("a blank before the colon", "HTTP/1.1 400 ")]
    [InlineData("two lengths", "HTTP/1.1 400 ")]
    [InlineData("two equal lengths", "HTTP/1.1 400 ")]
    [InlineData("a length and chunks", "HTTP/1.1 400 ")]
    [InlineData("chunks that are not the last coding", "HTTP/1.1 400 ")]
    [InlineData("an unknown coding", "HTTP/1.1 400 ")]
    [InlineData("a chunk size that overflows", "HTTP/1.1 400 ")]
    [InlineData("no host", "HTTP/1.1 400 ")]
    public async Task A_request_that_is_not_plain_HTTP_is_refused_and_closes_the_connection(string what, string status)
    {
        var signature = $"X-Hub-Signature-256: sha256={new string('0', 64)}\r\n";
        var request = what switch
        {
            "1000 headers" => Head + string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-{i}: y\r\n")) + "\r\n",
            "a header of 64 KB" => $"{Head}X-Long: {new string('y', 65536)}\r\n\r\n",
            "an address of 64 KB" => $"POST /webhooks/{new string('y', 65536)} HTTP/1.1\r\nHost: x\r\n\r\n",
            "a NUL in a header" => $"{Head}X-GitHub-Event: pu\0sh\r\n\r\n",
            "a lone CR in a header" => $"{Head}X-GitHub-Event: push\rX-Evil: y\r\n\r\n",
            "a folded header" => $"{Head}X-GitHub-Event: push\r\n and more\r\n\r\n",
            "a blank before the colon" => $"{Head}X-GitHub-Event : push\r\n\r\n",
            "two lengths" => $"{Head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
            "two equal lengths" => $"{Head}Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd",
            "a length and chunks" => $"{Head}{signature}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/deliveries HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "chunks that are not the last coding" => $"{Head}{signature}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "an unknown coding" => $"{Head}{signature}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "a chunk size that overflows" => $"{Head}{signature}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
            _ => "POST /webhooks/hello HTTP/1.1\r\nContent-Type: application/json\r\n\r\n",
        };
        await using var connection = await gateway.ConnectAsync();

        await connection.SendAsync(request);
        var answers = await connection.ReadToEndAsync();

        // One answer and then the end: what follows on the connection is nobody's request.
        Assert.StartsWith(status, answers, StringComparison.Ordinal);
        Assert.Equal(1, answers.Split("HTTP/1.1 ").Length - 1);
        Assert.Equal(0, await gateway.App.CountAsync());
    }

    /// <summary>The server takes a sign before a length for none. It and we go by the same length, so nothing is out of step.</summary>
    [Fact]
    public async Task A_length_with_a_sign_is_a_length_and_what_follows_is_the_next_request()
    {
        await using var connection = await gateway.ConnectAsync();
        await connection.SendAsync(
            $"{Head}X-Hub-Signature-256: sha256={new string('0', 64)}\r\nContent-Length: +4\r\n\r\nabcdGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var answers = (await connection.ReadToEndAsync()).Split("HTTP/1.1 ");

        Assert.Equal(["401", "200"], answers.Skip(1).Select(answer => answer[..3]));
        Assert.Equal(0, await gateway.App.CountAsync());
    }

    [Theory]
    [InlineData("p\u00fcsh")]
    [InlineData("push\u00a0")]
    public async Task An_event_name_beyond_ASCII_is_refused(string name)
    {
        var delivery = new Delivery();
        await using var connection = await gateway.ConnectAsync();
        await connection.SendAsync(
            $"{Head}X-GitHub-Event: {name}\r\nX-GitHub-Delivery: {delivery.Guid}\r\nX-Hub-Signature-256: {Delivery.Sign(delivery.Body)}\r\n"
            + $"Connection: close\r\nContent-Length: {delivery.Body.Length}\r\n\r\n{Encoding.UTF8.GetString(delivery.Body)}");

        Assert.StartsWith("HTTP/1.1 400 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await gateway.App.CountAsync());
    }

    private async Task<RawConnection> OpenAsync(string from)
    {
        var connection = await ServedAsync(from);
        Assert.NotNull(connection);
        return connection;
    }

    /// <summary>A connection that was served once and stays; null when it was closed, as early as while it was made.</summary>
    private async Task<RawConnection?> ServedAsync(string from)
    {
        try
        {
            var connection = await gateway.ConnectAsync(from);
            await connection.SendAsync("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
            if ((await connection.ReadAsync("\r\n\r\n")).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
            {
                return connection;
            }

            await connection.DisposeAsync();
            return null;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return null;
        }
    }
}
