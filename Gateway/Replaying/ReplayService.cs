using System.Threading.Channels;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Operations;

namespace Webhooks.Gateway.Replaying;

/// <summary>
/// Runs the open replay, one delivery after another. Nothing is kept that the disk does not have: after a restart it goes on where it was, and
/// what it did and had not written down is done again without effect.
/// </summary>
internal sealed partial class ReplayService(
    RepeatDelivery repeat, DeliveryStore store, ReplaySettings settings, TimeProvider time, ILogger<ReplayService> logger) : BackgroundService
{
    /// <summary>Where it is is written down, and whether it may go on is asked, after so many.</summary>
    private const int MostUnwritten = 16;

    /// <summary>With so many deliveries waiting for their signal, replayed or not, no more are added: what providers send must not queue behind a replay.</summary>
    private const int MostWaiting = 64;

    /// <summary>And whenever so long has passed: what is not written down for a lease, another gateway takes over.</summary>
    private static readonly TimeSpan LongestUnwritten = TimeSpan.FromSeconds(1);

    /// <summary>Another gateway's replay is not told of; when that one is gone, this one finds it.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly string runner = $"{Environment.MachineName}-{Guid.NewGuid():N}";
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something was begun, or is to stop.</summary>
    public void Wake() => wake.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await SleepAsync(StartPause.Length, stoppingToken);
            while (true)
            {
                if (await OpenAsync(stoppingToken) is { } open)
                {
                    await RunAsync(open, stoppingToken);
                }
                else
                {
                    await SleepAsync(LongestSleep, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not done is done after the next start.
        }
    }

    private async Task<StoredReplay?> OpenAsync(CancellationToken stopping)
    {
        try
        {
            return await store.Operations.ClaimReplayAsync(runner, stopping);
        }
        catch (LedgerUnavailableException e)
        {
            Log.Waits(logger, e.Message);
            return null;
        }
    }

    private async Task RunAsync(StoredReplay open, CancellationToken stopping)
    {
        ReplayDocument? replay = ReplayDocument.FromJson(open.Document);
        Log.Runs(logger, replay.ReplayId, replay.Done, replay.Total);
        var pace = new ReplayPace(settings.DeliveriesPerSecond, time);
        var unwritten = MostUnwritten;
        var writtenAt = time.GetTimestamp();
        try
        {
            while (replay is { StoppedBy: null } && replay.Done < replay.Total)
            {
                if (unwritten >= MostUnwritten || time.GetElapsedTime(writtenAt) >= LongestUnwritten)
                {
                    replay = await HoldAsync(replay, stopping);
                    (unwritten, writtenAt) = (0, time.GetTimestamp());
                }

                if (replay is { StoppedBy: null })
                {
                    await pace.NextAsync(stopping);
                    replay = await RepeatAsync(replay, SelectedDeliveries.IdAt(open.Deliveries, replay.Done), stopping);
                    unwritten++;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && replay is not null)
        {
            await ReleaseAsync(replay);
            throw;
        }

        if (replay is null)
        {
            Log.Lost(logger, open.Id);
            return;
        }

        await EndAsync(replay, stopping);
    }

    /// <summary>Writes down how far it is; then waits while more is waiting for its signal than may.</summary>
    /// <returns>Null when another gateway runs it by now.</returns>
    private async Task<ReplayDocument?> HoldAsync(ReplayDocument replay, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                replay = replay with { IsHeldBack = await IsBusyAsync(stopping) };
                var standing = await store.Operations.SaveReplayAsync(replay.ReplayId, runner, replay.ToJson(), stopping);
                if (!standing.IsHeld)
                {
                    return null;
                }

                if (standing.StopRequestedBy is not null || !replay.IsHeldBack)
                {
                    return replay with { StoppedBy = standing.StopRequestedBy };
                }
            }
            catch (LedgerUnavailableException e)
            {
                Log.Waits(logger, e.Message);
            }

            await SleepAsync(RetryAfter, stopping);
        }
    }

    private async Task<bool> IsBusyAsync(CancellationToken stopping)
    {
        await store.CatchUpAsync(stopping);
        return await store.Ledger.CountPendingAsync(MostWaiting, stopping) >= MostWaiting;
    }

    /// <returns>Null when another gateway runs it by now.</returns>
    private async Task<ReplayDocument?> RepeatAsync(ReplayDocument replay, string deliveryId, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return replay.With(await repeat.RunAsync(deliveryId, replay.ReplayId, replay.Request.AcceptUnverified, stopping));
            }
            catch (Exception e) when (e is LedgerUnavailableException or JournalUnavailableException)
            {
                Log.Waits(logger, e.Message);
            }

            var held = await HoldAsync(replay, stopping);
            if (held is not { StoppedBy: null })
            {
                return held;
            }

            replay = held;
            await SleepAsync(RetryAfter, stopping);
        }
    }

    /// <summary>On the way out; when it fails, what was not written down is done again without effect.</summary>
    private async Task ReleaseAsync(ReplayDocument replay)
    {
        try
        {
            await store.Operations.ReleaseReplayAsync(replay.ReplayId, runner, replay.ToJson(), CancellationToken.None);
        }
        catch (LedgerUnavailableException e)
        {
            Log.Waits(logger, e.Message);
        }
    }

    private async Task EndAsync(ReplayDocument replay, CancellationToken stopping)
    {
        var ended = replay with
        {
            State = replay.StoppedBy is null ? ReplayState.Finished : ReplayState.Stopped,
            EndedAt = time.GetUtcNow(),
            IsHeldBack = false,
        };
        while (true)
        {
            try
            {
                await store.Operations.EndReplayAsync(ended.ReplayId, runner, ended.ToJson(), ReplayAudit.Ended(ended), stopping);
                Log.Ended(logger, ended.ReplayId, ended.State, ended.Replayed, ended.Done - ended.Replayed, ended.Total);
                return;
            }
            catch (LedgerUnavailableException e)
            {
                Log.Waits(logger, e.Message);
                await SleepAsync(RetryAfter, stopping);
            }
        }
    }

    private async Task SleepAsync(TimeSpan longest, CancellationToken stopping)
    {
        using var slept = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slept.Token, stopping);
        try
        {
            await wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Slept long enough.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Replay {ReplayId} runs: {Done} of {Total} done.")]
        public static partial void Runs(ILogger logger, string replayId, int done, int total);

        [LoggerMessage(2, LogLevel.Information, "Replay {ReplayId} has ended ({State}): {Replayed} replayed, {Refused} refused, of {Total}.")]
        public static partial void Ended(ILogger logger, string replayId, ReplayState state, int replayed, int refused, int total);

        [LoggerMessage(4, LogLevel.Warning, "Replay {ReplayId} is run by another gateway now.")]
        public static partial void Lost(ILogger logger, string replayId);

        [LoggerMessage(3, LogLevel.Warning, "Storage is away; replays wait: {Reason}")]
        public static partial void Waits(ILogger logger, string reason);
    }
}
