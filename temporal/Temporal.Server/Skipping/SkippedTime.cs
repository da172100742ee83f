using Temporal.Server.Engine;
using Temporal.Server.Rpc;

namespace Temporal.Server.Skipping;

/// <summary>
/// Lets the engine's clock jump over the time in which nothing would happen. One count decides: locks held by clients, tasks and
/// activities in flight, and queries. Above zero, time runs at the pace of the wall; otherwise it jumps to the next deadline or
/// sleeper. A client may unlock more than it locked as long as work in flight makes up for it, which is how an activity that
/// sleeps lends out its own hold on time.
/// </summary>
/// <param name="clock">The clock that jumps.</param>
/// <param name="wake">Makes the engine loop look at the time again.</param>
/// <param name="queries">How many queries wait for an answer.</param>
internal sealed class SkippedTime(EngineClock clock, Action wake, Func<int> queries)
{
    private readonly Lock _lock = new();
    private readonly InFlightWork _work = new();
    private readonly SortedSet<Sleeper> _sleepers = new(Sleeper.ByMoment);

    // Merely starting a server skips nothing.
    private int _locks = 1;
    private long _order;

    private int Holds => _locks + _work.Count + queries();

    public DateTimeOffset Now => clock.Now;

    public DateTimeOffset? NextWake
    {
        get
        {
            lock (_lock)
            {
                return _sleepers.Min?.Due;
            }
        }
    }

    public void Lock()
    {
        lock (_lock)
        {
            _locks++;
        }
    }

    /// <exception cref="Grpc.GrpcException">Nothing holds time back already.</exception>
    public void Unlock()
    {
        lock (_lock)
        {
            TakeHold();
        }

        wake();
    }

    /// <summary>Waits for a moment of virtual time, with one hold fewer meanwhile when asked to.</summary>
    /// <exception cref="Grpc.GrpcException">There is no hold to take.</exception>
    public async Task SleepAsync(Func<DateTimeOffset, DateTimeOffset> until, bool unlocked, CancellationToken ct)
    {
        Sleeper sleeper;
        lock (_lock)
        {
            if (unlocked)
            {
                TakeHold();
            }

            sleeper = new Sleeper(until(clock.Now), ++_order, unlocked);
            _sleepers.Add(sleeper);
        }

        wake();
        try
        {
            await sleeper.Awake.WaitAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            WakeUp(sleeper);
        }
    }

    /// <summary>The engine loop has committed a change of a run; told before anybody else is.</summary>
    public void RunChanged(Run run)
    {
        lock (_lock)
        {
            _work.Changed(run);
        }
    }

    public void RunDeleted(RunKey key)
    {
        lock (_lock)
        {
            _work.Deleted(key);
        }
    }

    public void WakeDue()
    {
        lock (_lock)
        {
            while (_sleepers.Min is { } first && first.Due <= clock.Now)
            {
                WakeUp(first);
            }
        }
    }

    /// <summary>Jumps to a moment unless something holds time back.</summary>
    public bool TryJump(DateTimeOffset to)
    {
        lock (_lock)
        {
            if (Holds > 0)
            {
                return false;
            }

            clock.JumpTo(to);
            return true;
        }
    }

    private void TakeHold()
    {
        if (Holds <= 0)
        {
            throw Refusals.UnbalancedUnlock();
        }

        _locks--;
    }

    /// <summary>Without effect on one that is awake.</summary>
    private void WakeUp(Sleeper sleeper)
    {
        lock (_lock)
        {
            if (!_sleepers.Remove(sleeper))
            {
                return;
            }

            if (sleeper.HoldsUnlock)
            {
                _locks++;
            }
        }

        sleeper.Wake();
    }
}
