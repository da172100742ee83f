using System.Net;
using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Limits;

/// <summary>The real process: its memory, and its end.</summary>
public sealed class ProcessTests : IDisposable
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>What a sender would push if it were let.</summary>
    private const long Offered = 4096 * Mebibyte;

    /// <summary>The largest body twice while its buffer grows, and some for the runtime to take its time.</summary>
    private const long MostMemory = 200 * Mebibyte;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task A_stream_of_gigabytes_is_cut_off_at_the_cap_and_takes_bounded_memory()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var gateway = await GatewayProcess.ListenAsync(folder.Path, GatewayApp.NoTemporal);
        await gateway.Client.SendAsync(new Delivery().Signed());
        var before = await gateway.PeakMemoryAsync();
        var chunk = Encoding.ASCII.GetBytes("100000\r\n" + new string('x', (int)Mebibyte) + "\r\n");
        for (var i = 0; i < 3; i++)
        {
            await using var connection = await RawConnection.OpenAsync(gateway.Client.BaseAddress!); // Not null: it listens.
            await connection.SendAsync(
                "POST /webhooks/hello HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256="
                + new string('0', 64) + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            var answer = connection.ReadAsync("\r\n\r\n");

            var sent = await PushAsync(connection, chunk);

            Assert.StartsWith("HTTP/1.1 413 ", await answer, StringComparison.Ordinal);
            Assert.InRange(sent, 25 * Mebibyte, 100 * Mebibyte);
        }

        Assert.InRange(await gateway.PeakMemoryAsync() - before, 0, MostMemory);
    }

    /// <summary>As many as there may be, but for a few; each is a file of both processes.</summary>
    [SkippableFact]
    public async Task Ten_thousand_idle_connections_leave_room_for_a_delivery_and_take_bounded_memory()
    {
        const int addresses = 10;
        const int ofEach = 990;
        Skip.IfNot(OperatingSystem.IsLinux(), "Reads /proc.");
        Skip.If(OpenFiles() < (addresses * ofEach) + 1000, "This process may not open enough files (ulimit -n).");
        await using var gateway = await GatewayProcess.ListenAsync(folder.Path, GatewayApp.NoTemporal);
        await gateway.Client.SendAsync(new Delivery().Signed());
        var before = await gateway.PeakMemoryAsync();
        var idle = new List<RawConnection>();
        try
        {
            for (var i = 0; i < addresses * ofEach; i++)
            {
                idle.Add(await RawConnection.OpenAsync(gateway.Client.BaseAddress!, $"127.0.1.{1 + (i % addresses)}")); // Not null: it listens.
            }

            Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client.SendAsync(new Delivery().Signed())).StatusCode);
            Assert.InRange(await gateway.PeakMemoryAsync() - before, 0, MostMemory);
        }
        finally
        {
            await Task.WhenAll(idle.Select(connection => connection.DisposeAsync().AsTask()));
        }
    }

    [SkippableFact]
    public async Task On_SIGTERM_it_takes_nothing_new_finishes_what_it_has_and_keeps_what_it_answered()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        var delivery = new Delivery();
        await using (var gateway = await GatewayProcess.ListenAsync(folder.Path, GatewayApp.NoTemporal))
        {
            await using var held = await UnfinishedDelivery.BeginAsync(gateway.Client.BaseAddress!, delivery); // Not null: it listens.
            gateway.Terminate();
            await Eventually.TrueAsync(
                async () => (await (await gateway.Client.GetAsync("/readyz")).Content.ReadAsStringAsync()).Contains("shutting down", StringComparison.Ordinal),
                "it says that it goes down");

            await Eventually.TrueAsync(
                async () => (await gateway.Client.SendAsync(new Delivery().Signed())).StatusCode == HttpStatusCode.ServiceUnavailable, "it takes nothing new");
            Assert.StartsWith("HTTP/1.1 202 ", await held.FinishAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await gateway.EndAsync());
        }

        await using var restarted = await GatewayProcess.ListenAsync(folder.Path, GatewayApp.NoTemporal);
        Assert.Equal(HttpStatusCode.OK, (await restarted.Client.SendAsync(delivery.Signed())).StatusCode);
    }

    private static long OpenFiles()
    {
        var limit = File.ReadAllLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        return long.TryParse(limit.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], out var files) ? files : long.MaxValue;
    }

    private static async Task<long> PushAsync(RawConnection connection, byte[] chunk)
    {
        var sent = 0L;
        try
        {
            while (sent < Offered)
            {
                await connection.SendAsync(chunk);
                sent += chunk.Length;
            }
        }
        catch (IOException)
        {
            // Closed by the gateway, as it should be.
        }

        return sent;
    }
}
