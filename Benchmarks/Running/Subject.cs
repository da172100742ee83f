using System.Diagnostics;
using Webhooks.Benchmarks.Load;
using Webhooks.Storage.Ledger;

namespace Webhooks.Benchmarks.Running;

/// <summary>A server that is measured. It stays up between its runs, so that others can be measured in between.</summary>
internal sealed class Subject : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lab lab;
    private readonly DeliveryLedger? ledger;
    private readonly bool waits;
    private long expected;

    private Subject(Lab lab, string name, ServerProcess server, DeliveryLedger? ledger, bool waits)
    {
        this.lab = lab;
        Name = name;
        Server = server;
        this.ledger = ledger;
        this.waits = waits;
    }

    public string Name { get; }

    public ServerProcess Server { get; }

    public static async Task<Subject> ListeningAsync(Lab lab, string name, ServerProcess server, DeliveryLedger? ledger = null, bool waits = false)
    {
        await server.ListeningAsync();
        return new Subject(lab, name, server, ledger, waits) { expected = ledger is null ? 0 : await ledger.CountAsync(CancellationToken.None) };
    }

    /// <summary>One run. Processor time and the sustained rate count all that the run made the server do, also after its last answer.</summary>
    /// <exception cref="InvalidOperationException">Something was not accepted: the figures would be of something else.</exception>
    public async Task<Sample> RunAsync(LoadPlan plan)
    {
        var before = Server.ProcessorSeconds;
        var result = await lab.Load.RunAsync(plan with { Port = Server.Port });
        if (result.Failed > 0 || result.Accepted == 0)
        {
            throw new InvalidOperationException($"{Name}: {result.Failed} of {result.Failed + result.Accepted} failed, the first with {result.Failure}.");
        }

        var behind = Stopwatch.GetTimestamp();
        await DoneAsync(result.Accepted);
        return new Sample
        {
            AcceptRate = result.Rate,
            SustainedRate = result.Accepted / (result.Seconds + Stopwatch.GetElapsedTime(behind).TotalSeconds),
            P50 = result.P50,
            P99 = result.P99,
            Micros = (Server.ProcessorSeconds - before) * 1_000_000 / result.Accepted,
            Megabytes = Server.ResidentMegabytes,
            BySecond = result.BySecond,
        };
    }

    /// <summary>The oldest delivery that waits for its signal; null when there is none.</summary>
    public async Task<long?> OldestPendingAsync() =>
        ledger is not null && await ledger.PendingAsync(1, 0, CancellationToken.None) is [var oldest] ? oldest.Sequence : null;

    public async ValueTask DisposeAsync()
    {
        if (ledger is not null)
        {
            await ledger.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    private async Task DoneAsync(long accepted)
    {
        if (ledger is null)
        {
            return;
        }

        expected += accepted;
        var began = Stopwatch.GetTimestamp();
        while (await ledger.CountAsync(CancellationToken.None) < expected || (waits && await OldestPendingAsync() is not null))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"{Name} still has not signalled what it accepted.");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
