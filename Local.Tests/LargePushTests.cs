using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Local.Demo;
using Webhooks.Local.Secrets;
using Webhooks.Storage.Ledger;
using Xunit.Abstractions;

namespace Webhooks.Local.Tests;

/// <summary>The largest pushes that GitHub sends, through real processes: how far one gets, and what many at once cost.</summary>
[Collection("Processes")]
public sealed class LargePushTests(ITestOutputHelper output) : IDisposable
{
    private const int Crowd = 64;
    private const double MostMegabytes = 300;
    private static readonly Uri Webhook = new("/webhooks/github", UriKind.Relative);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource patience = new(Patience);

    public void Dispose()
    {
        patience.Dispose();
        folder.Dispose();
    }

    [SkippableFact]
    public async Task A_push_of_25_MB_becomes_documents_and_one_byte_more_is_refused_before_it_came()
    {
        await using var local = await StartedAsync();
        using var gateway = Client(local);
        var push = LargePush.Of("1", LargePush.MaximumBytes);

        using var answer = await SendAsync(gateway, push);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var settled = await SettledAsync(await IdOfAsync(answer));
        Assert.Equal((OutcomeKind.Handled, 2, LargePush.MaximumBytes), (settled.Outcome?.Kind, settled.Outcome?.Artefacts.Count, settled.Payload.Length));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder.Path, "knowledge-base"), "*.md", SearchOption.AllDirectories).Length);
        Assert.StartsWith("HTTP/1.1 413 ", await AnswerToHeadersAsync(local.GatewayPort, LargePush.MaximumBytes + 1), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Sixty_four_of_25_MB_at_once_are_all_accepted_in_bounded_memory()
    {
        await using var local = await StartedAsync();
        var push = LargePush.Of("2", LargePush.MaximumBytes);
        var secret = SecretsFile.ReadOrCreate(folder.Path).GitHub;
        var (overloaded, broken) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, Crowd).Select(async number =>
        {
            // An event that ends at the door: what is measured is the gateway, not the worker.
            var one = push with { Id = $"00000000-0000-4000-8000-{number:x12}" };
            while (await AttentiveClient.SendAsync(local.GatewayPort, one, "star", secret, patience.Token) is var answer && !IsAccepted(answer))
            {
                // Who goes on sending after the answer is cut off, and may see only that.
                _ = answer.Length == 0 ? Interlocked.Increment(ref broken) : Interlocked.Increment(ref overloaded);
                await Task.Delay(TimeSpan.FromMilliseconds(500 + (50 * number)), TimeProvider.System, patience.Token);
            }
        }));

        var most = MostMegabytesOf(Assert.Single(local.Children("Gateway")));
        output.WriteLine($"{most:0} MB at most, {overloaded} times overloaded, {broken} times broken off");
        Assert.Equal(Crowd, await AcceptedAsync());
        Assert.NotEqual(0, overloaded);
        Assert.InRange(most, 1, MostMegabytes);
    }

    private static bool IsAccepted(string answer)
    {
        if (answer.StartsWith("HTTP/1.1 202 ", StringComparison.Ordinal))
        {
            return true;
        }

        // 429: too many from this address were turned away lately.
        Assert.True(answer.Length == 0 || answer[.."HTTP/1.1 000".Length] is "HTTP/1.1 503" or "HTTP/1.1 429", answer);
        Assert.True(answer.Length == 0 || answer.Contains("\r\nRetry-After: ", StringComparison.Ordinal), answer);
        return false;
    }

    private static HttpClient Client(LocalProcess local) =>
        new() { BaseAddress = new Uri($"http://127.0.0.1:{local.GatewayPort}"), Timeout = Patience };

    private static double MostMegabytesOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024.0;
    }

    private static async Task<string> IdOfAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["deliveryId"]!.GetValue<string>(); // An accepted delivery has one.

    /// <summary>What is answered to headers alone: none of the body is ever sent.</summary>
    private static async Task<string> AnswerToHeadersAsync(int port, int contentLength)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, CancellationToken.None);
        var headers = $"POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256={new string('0', 64)}\r\n"
            + $"X-GitHub-Event: push\r\nX-GitHub-Delivery: too-large\r\nContent-Length: {contentLength}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(headers), CancellationToken.None);
        var answer = new byte[64];
        return Encoding.ASCII.GetString(answer, 0, await client.GetStream().ReadAsync(answer, CancellationToken.None));
    }

    private async Task<LocalProcess> StartedAsync()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Looks at processes through /proc.");
        var local = new LocalProcess(folder.Path);
        local.Start();
        while (!local.Output.Contains("Running.", StringComparison.Ordinal))
        {
            Assert.False(patience.IsCancellationRequested, local.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        return local;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient gateway, PushDelivery push)
    {
        using var request = push.Signed(Webhook, SecretsFile.ReadOrCreate(folder.Path).GitHub);
        return await gateway.SendAsync(request, patience.Token);
    }

    private Task<DeliveryLedger> LedgerAsync() => DeliveryLedger.OpenAsync(
        new LedgerOptions { Path = Path.Combine(folder.Path, "ledger.db") }, TimeProvider.System, NullLogger.Instance, patience.Token);

    /// <summary>Deliveries in the ledger, once it has caught up.</summary>
    private async Task<long> AcceptedAsync()
    {
        await using var ledger = await LedgerAsync();
        long accepted;
        while ((accepted = (await ledger.AuditAsync(patience.Token)).Accepted) < Crowd)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }

        return accepted;
    }

    private async Task<DeliveryRecord> SettledAsync(string id)
    {
        await using var ledger = await LedgerAsync();
        while (true)
        {
            if (await ledger.FindAsync(id, patience.Token) is { Outcome: not null } settled)
            {
                return settled;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
