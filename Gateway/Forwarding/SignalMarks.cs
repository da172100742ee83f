using Webhooks.Storage.Backlog;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Forwarding;

/// <summary>Tells the ledger, in batches, what has been signalled; one batch is under way at a time. Not thread-safe: one loop owns it.</summary>
internal sealed partial class SignalMarks(TimeProvider time, ILogger logger)
{
    /// <summary>As many as this do not wait for more.</summary>
    private const int WorthATransaction = 256;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private List<SignalledDelivery> collected = [];
    private List<SignalledDelivery> underWay = [];
    private Task writing = Task.CompletedTask;

    /// <summary>Not in the ledger yet.</summary>
    public int Waiting => collected.Count + underWay.Count;

    /// <summary>Most are signalled before they are in the ledger, and get there with their mark.</summary>
    public void Add(IBacklog backlog, SignalledDelivery delivery)
    {
        if (!backlog.TryMarkAhead(delivery))
        {
            collected.Add(delivery);
        }
    }

    /// <summary>Begins a batch when none is under way.</summary>
    /// <param name="backlog">Where to.</param>
    /// <param name="share">What they were signalled under.</param>
    /// <param name="written">Called when a batch is written; from any thread.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public void Flush(IBacklog backlog, BacklogShare share, Action written, CancellationToken cancellationToken)
    {
        if (!writing.IsCompleted)
        {
            return;
        }

        underWay.Clear();
        if (collected.Count == 0)
        {
            return;
        }

        (underWay, collected) = (collected, underWay);
        writing = WriteAndGatherAsync(backlog, share, underWay, cancellationToken);
        _ = TellAsync(writing, written);
    }

    /// <summary>Writes all there is; used at the end.</summary>
    public async Task DrainAsync(IBacklog backlog, BacklogShare share, CancellationToken cancellationToken)
    {
        await writing;
        Flush(backlog, share, () => { }, cancellationToken);
        await writing;
    }

    /// <summary>Not before the batch counts as ended: whoever is told begins the next one.</summary>
    private static async Task TellAsync(Task ended, Action written)
    {
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        written();
    }

    private async Task WriteAndGatherAsync(IBacklog backlog, BacklogShare share, List<SignalledDelivery> batch, CancellationToken cancellationToken)
    {
        await WriteAsync(backlog, share, batch, cancellationToken);
        if (batch.Count < WorthATransaction)
        {
            // A transaction for each answer of Temporal would cost more than the marks.
            await Task.Delay(Gathering, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteAsync(IBacklog backlog, BacklogShare share, List<SignalledDelivery> batch, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    await backlog.MarkSignalledAsync(share, batch, cancellationToken);
                    return;
                }
                catch (LedgerUnavailableException e)
                {
                    Log.Late(logger, batch.Count, e.Message);
                    await Task.Delay(RetryAfter, time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // At the next start these are signalled again; the request id and the workflow's memory make that harmless.
            Log.Lost(logger, batch.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Warning, "{Count} signalled deliveries are not marked in the ledger yet: {Reason}")]
        public static partial void Late(ILogger logger, int count, string reason);

        [LoggerMessage(21, LogLevel.Warning, "Stopped before {Count} signalled deliveries were marked; they will be signalled again with the same request id.")]
        public static partial void Lost(ILogger logger, int count);
    }
}
