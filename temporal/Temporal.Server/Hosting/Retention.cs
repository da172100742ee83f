using Microsoft.Extensions.Logging;
using Temporal.Grpc;
using Temporal.Server.Matching;

namespace Temporal.Server.Hosting;

/// <summary>Deletes closed runs when their time is over, a few in each transaction so that nobody waits long behind it.</summary>
internal sealed partial class Retention : IAsyncDisposable
{
    private const int RunsAtOnce = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly EngineLoop _loop;
    private readonly TaskQueues _queues;
    private readonly EngineClock _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public Retention(EngineLoop loop, TaskQueues queues, EngineClock clock, ILogger logger)
    {
        (_loop, _queues, _clock, _logger) = (loop, queues, clock, logger);
        _running = RunAsync();
    }

    /// <summary>Deletes everything whose time is over.</summary>
    public static async Task<int> SweepAsync(EngineLoop loop, CancellationToken ct)
    {
        var deleted = 0;
        foreach (var item in loop.Namespaces.All)
        {
            int now;
            do
            {
                now = await loop.ExecuteAsync(transaction => Delete((StoreTransaction)transaction, item), ct).ConfigureAwait(false);
                deleted += now;
            }
            while (now == RunsAtOnce);
        }

        return deleted;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private static int Delete(StoreTransaction transaction, StoredNamespace item)
    {
        var over = transaction.ClosedBefore(item.Name, transaction.Now - item.Retention, RunsAtOnce);
        foreach (var key in over)
        {
            if (transaction.Find(key) is { IsOpen: false } run)
            {
                transaction.Delete(run);
            }
        }

        return over.Count;
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval, _clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                _queues.Sweep();
                await TrySweepAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end of the server.
        }
    }

    private async Task TrySweepAsync()
    {
        try
        {
            var deleted = await SweepAsync(_loop, _stop.Token).ConfigureAwait(false);
            if (deleted > 0)
            {
                Log.Deleted(_logger, deleted);
            }
        }
        catch (GrpcException e) when (e.Code == GrpcStatusCode.Unavailable)
        {
            // Logged by the loop; the next turn tries again.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Runs} closed runs whose retention is over")]
        public static partial void Deleted(ILogger logger, int runs);
    }
}
