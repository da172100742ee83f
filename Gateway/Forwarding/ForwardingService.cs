using System.Text.Json;
using System.Threading.Channels;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Forwarding;

/// <summary>
/// Drives step 6: takes what the ledger says is pending and signals it, in order within an entity, entities side by side. One loop owns all
/// state; only the calls to Temporal run beside it and report back. Nothing is kept that the ledger does not have, so a restart goes on
/// where this one stopped.
/// </summary>
internal sealed partial class ForwardingService(
    DeliveryStore store, EntitySignal signal, GatewayMetrics metrics, TimeProvider time, ILogger<ForwardingService> logger) : BackgroundService
{
    private const int MostRows = 10_000;
    private const int MostRowsOfOneEntity = 64;
    private const int MostLanes = 100_000;
    private const int MostUnmarked = 5_000;
    private const int Page = 128;

    /// <summary>More rows than this in memory are a backlog, in front of which those go who deliver now.</summary>
    private const int Backlog = 512;

    /// <summary>The ledger is looked at this often even if nobody says that it has more.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);

    private EntityLanes lanes = new(MostRows, MostRowsOfOneEntity, MostLanes);
    private readonly Outage outage = new();
    private readonly CallWindow window = new();
    private readonly SignalMarks marks = new(time, logger);
    private readonly Channel<Attempt> attempts = Channel.CreateUnbounded<Attempt>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private BacklogShare share = BacklogShare.Whole;
    private int underWay;
    private bool mayHaveMore = true;
    private int changed;

    private sealed record Attempt(EntityLane Lane, DeliveryRecord Row, SignalResult Result, TimeSpan Took);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        store.Backlog.Changed += NoteChange;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await TurnAsync(stoppingToken);
                await SleepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The loop ends here; what is under way is waited for below.
        }
        finally
        {
            store.Backlog.Changed -= NoteChange;
        }

        await FinishAsync();
    }

    private async Task TurnAsync(CancellationToken stoppingToken)
    {
        while (attempts.Reader.TryRead(out var attempt))
        {
            Apply(attempt);
        }

        marks.Flush(store.Backlog, share, Wake, stoppingToken);
        if (!IsShareAdopted())
        {
            return;
        }

        lanes.Unpark(time.GetUtcNow());
        try
        {
            await RefillAsync(stoppingToken);
        }
        catch (LedgerUnavailableException e)
        {
            Log.LedgerAway(logger, e.Message);
        }

        Dispatch();
    }

    /// <summary>Entities come and go only between two shares, when nothing is under way: no row is in two windows, no call belongs to a share that is gone.</summary>
    private bool IsShareAdopted()
    {
        var current = store.Backlog.Share;
        if (current == share)
        {
            return true;
        }

        if (underWay > 0 || marks.Waiting > 0)
        {
            return false;
        }

        lanes = new(MostRows, MostRowsOfOneEntity, MostLanes);
        share = current;
        mayHaveMore = true;
        store.Backlog.Adopt(current);
        return true;
    }

    private async Task RefillAsync(CancellationToken stoppingToken)
    {
        while (lanes.HasRoom && lanes.TryTakeHungry(out var lane))
        {
            await FeedAsync(lane, stoppingToken);
        }

        mayHaveMore |= Interlocked.Exchange(ref changed, 0) == 1;

        // One page a turn: replies and due lanes are looked at in between, however much is pending.
        if (mayHaveMore && lanes.HasRoom)
        {
            var page = await store.Backlog.PendingAsync(share, Page, lanes.Cursor, stoppingToken);
            lanes.Add(page);
            mayHaveMore = page.HasMore;
            if (mayHaveMore)
            {
                Wake();
            }
        }
    }

    private async Task FeedAsync(EntityLane lane, CancellationToken stoppingToken)
    {
        IReadOnlyList<DeliveryRecord> rows = [];
        var asked = 0;
        try
        {
            rows = await store.Backlog.PendingOfAsync(lane.Entity, MostRowsOfOneEntity, lane.Last, stoppingToken);
            asked = MostRowsOfOneEntity;
        }
        finally
        {
            // Nothing read and nothing asked leaves the lane hungry.
            lanes.Feed(lane, rows, asked);
        }
    }

    private void Dispatch()
    {
        var most = outage.IsOn ? 1 : lanes.Rows > Backlog ? window.Size : CallWindow.Most;
        while (underWay < most && marks.Waiting < MostUnmarked && !(outage.IsOn && time.GetUtcNow() < outage.Until)
            && store.Backlog.CallDeadline(share) is { } deadline && lanes.TryTake(out var lane, out var row))
        {
            underWay++;
            _ = SendAsync(lane, row, deadline);
        }
    }

    /// <summary>Never fails: whatever happens is reported to the loop.</summary>
    private async Task SendAsync(EntityLane lane, DeliveryRecord row, TimeSpan deadline)
    {
        SignalResult result;
        var began = time.GetTimestamp();
        try
        {
            // Not cancelled when the gateway stops: a call that was sent is better waited for than sent again.
            result = await signal.SendAsync(row, deadline);
            if (result.Failure == SignalFailure.CallRefused && lane.Refusals + 1 >= Backoff.MostRefusals)
            {
                result = await QuarantineAsync(row, "signal-refused", result.Detail);
            }
        }
        catch (JsonException e)
        {
            result = await QuarantineAsync(row, "stored-event-unreadable", e.Message);
        }
        catch (Exception e)
        {
            result = new SignalResult { Failure = SignalFailure.EntityStuck, Detail = e.ToString() };
        }

        attempts.Writer.TryWrite(new Attempt(lane, row, result, time.GetElapsedTime(began)));
        Wake();
    }

    private void Apply(Attempt attempt)
    {
        underWay--;
        var now = time.GetUtcNow();
        if (attempt.Result.Failure is not { } failure)
        {
            Succeeded(attempt, now);
            return;
        }

        metrics.SignalFailed(failure);
        attempt.Lane.Refusals = failure == SignalFailure.CallRefused ? attempt.Lane.Refusals + 1 : 0;
        switch (failure)
        {
            case SignalFailure.TemporalUnavailable or SignalFailure.TemporalRefuses:
                lanes.PutBack(attempt.Lane);
                if (outage.Note(failure, now))
                {
                    Log.OutageBegins(logger, failure, attempt.Result.Detail);
                }

                break;
            case SignalFailure.Throttled or SignalFailure.TimedOut or SignalFailure.EntityStuck or SignalFailure.CallRefused:
                lanes.Park(attempt.Lane, now + Backoff.After(failure, attempt.Lane.Failures + 1));
                Log.EntityWaits(logger, attempt.Row.DeliveryId, attempt.Lane.Entity, failure, attempt.Lane.Failures, attempt.Result.Detail);
                break;
        }
    }

    private void Succeeded(Attempt attempt, DateTimeOffset now)
    {
        if (outage.End())
        {
            Log.OutageEnds(logger);
        }

        if (attempt.Result.RunId is { } runId)
        {
            window.Note(attempt.Took);
            marks.Add(store.Backlog, new SignalledDelivery(attempt.Row.DeliveryId, runId, now));
            metrics.Signalled(now - attempt.Row.ReceivedAt);
        }

        attempt.Lane.Refusals = 0;
        lanes.Succeeded(attempt.Lane);
    }

    /// <summary>The delivery can never be signalled: it is set aside, and its entity goes on.</summary>
    private async Task<SignalResult> QuarantineAsync(DeliveryRecord row, string reason, string? detail)
    {
        try
        {
            var outcome = new Outcome { Kind = OutcomeKind.Quarantined, Reason = reason };
            await store.Ledger.SettleAsync(row.DeliveryId, outcome, time.GetUtcNow(), CancellationToken.None);
            metrics.SignalQuarantined();
            Log.Quarantined(logger, row.DeliveryId, reason, detail);
            return new SignalResult();
        }
        catch (LedgerUnavailableException e)
        {
            return new SignalResult { Failure = SignalFailure.EntityStuck, Detail = e.Message };
        }
    }

    private async Task FinishAsync()
    {
        while (underWay > 0)
        {
            Apply(await attempts.Reader.ReadAsync());
        }

        using var enough = new CancellationTokenSource(LongestSleep, time);
        await marks.DrainAsync(store.Backlog, share, enough.Token);
    }

    private void NoteChange(object? sender, EventArgs e)
    {
        Interlocked.Exchange(ref changed, 1);
        Wake();
    }

    private void Wake() => wake.Writer.TryWrite(true);

    private async Task SleepAsync(CancellationToken stoppingToken)
    {
        using var slept = new CancellationTokenSource(Nap(), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slept.Token, stoppingToken);
        try
        {
            await wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (slept.IsCancellationRequested)
        {
            mayHaveMore = true;
        }
    }

    private TimeSpan Nap()
    {
        var now = time.GetUtcNow();
        var due = now + LongestSleep;
        due = lanes.NextDue is { } lane && lane < due ? lane : due;
        due = outage.IsOn && outage.Until > now && outage.Until < due ? outage.Until : due;
        return due > now ? due - now : TimeSpan.Zero;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Temporal takes no signals ({Cause}); deliveries are accepted and wait. {Detail}")]
        public static partial void OutageBegins(ILogger logger, SignalFailure cause, string? detail);

        [LoggerMessage(2, LogLevel.Information, "Temporal takes signals again.")]
        public static partial void OutageEnds(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "Delivery {DeliveryId} and what follows it for {Entity} wait ({Cause}, {Failures} in a row): {Detail}")]
        public static partial void EntityWaits(ILogger logger, string deliveryId, string entity, SignalFailure cause, int failures, string? detail);

        [LoggerMessage(4, LogLevel.Error, "Delivery {DeliveryId} is quarantined ({Reason}), because it can never be signalled: {Detail}")]
        public static partial void Quarantined(ILogger logger, string deliveryId, string reason, string? detail);

        [LoggerMessage(5, LogLevel.Warning, "The ledger cannot be read; forwarding waits: {Reason}")]
        public static partial void LedgerAway(ILogger logger, string reason);
    }
}
