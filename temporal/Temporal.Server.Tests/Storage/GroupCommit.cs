using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporal.Server.Storage;

namespace Temporal.Server.Tests.Storage;

public sealed class GroupCommit
{
    [Fact]
    public async Task Changes_that_arrive_during_a_commit_are_committed_together()
    {
        await using var rig = EngineRig.Open();
        var commits = 0;
        using var gate = new ManualResetEventSlim();
        rig.Store.BeforeCommit = () =>
        {
            Interlocked.Increment(ref commits);
            gate.Wait(TimeSpan.FromSeconds(20));
        };
        Task[] starts = [.. Enumerable.Range(0, 50).Select(i => rig.StartAsync($"w{i}"))];
        gate.Set();
        await Task.WhenAll(starts);
        Assert.InRange(commits, 1, 10);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(2, (await rig.HistoryAsync($"w{i}")).Count);
        }
    }

    [Fact]
    public async Task No_answer_is_given_before_the_commit()
    {
        await using var rig = EngineRig.Open();
        using var reached = new SemaphoreSlim(0);
        using var gate = new ManualResetEventSlim();
        rig.Store.BeforeCommit = () =>
        {
            reached.Release();
            gate.Wait(TimeSpan.FromSeconds(20));
        };
        var start = rig.StartAsync("a");
        Assert.True(await reached.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.False(start.IsCompleted);
        Assert.Empty(rig.Dispatched);
        gate.Set();
        await start;
        Assert.Single(rig.Dispatched);
    }

    [Fact]
    public async Task A_refused_change_leaves_its_neighbours_alone()
    {
        await using var rig = EngineRig.Open();
        await rig.StartAsync("taken", "first");
        var good = rig.StartAsync("good");
        var refused = rig.StartAsync("taken", "second");
        var alsoGood = rig.StartAsync("also-good");
        Assert.Equal(GrpcStatusCode.AlreadyExists, (await Assert.ThrowsAsync<GrpcException>(() => refused)).Code);
        await good;
        await alsoGood;
        Assert.Equal(2, (await rig.HistoryAsync("good")).Count);
        Assert.Equal(2, (await rig.HistoryAsync("also-good")).Count);
    }

    [Fact]
    public async Task A_change_that_fails_unexpectedly_is_undone_and_its_neighbours_run_again()
    {
        await using var rig = EngineRig.Open();
        await rig.StartAsync("a");
        using var gate = new ManualResetEventSlim();
        var blocker = rig.Loop.ExecuteAsync(_ => gate.Wait(TimeSpan.FromSeconds(20)));
        var signal = rig.SignalAsync("a", "before");
        var bug = rig.Loop.ExecuteAsync<bool>(tx =>
        {
            var run = tx.FindCurrent("default", "a")!; // Started above.
            run.State.SignalCount = 999;
            tx.Touch(run);
            throw new InvalidOperationException("a bug");
        });
        var start = rig.StartAsync("b");
        gate.Set();

        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => bug)).Code);
        await Task.WhenAll(blocker, signal, start);
        Assert.Equal(1, await rig.LookAsync("a", run => run.State.SignalCount));
        Assert.Equal([1L, 2L, 3L], (await rig.HistoryAsync("a")).Select(item => item.EventId));
        Assert.Equal(2, (await rig.HistoryAsync("b")).Count);
    }

    [Fact]
    public async Task A_state_altered_without_a_word_before_an_exception_is_read_again()
    {
        await using var rig = EngineRig.Open();
        await rig.StartAsync("a");
        await Assert.ThrowsAsync<GrpcException>(() => rig.Loop.ExecuteAsync<bool>(tx =>
        {
            tx.FindCurrent("default", "a")!.State.SignalCount = 999; // Started above.
            throw new InvalidOperationException("a bug");
        }));
        Assert.Equal(0, await rig.LookAsync("a", run => run.State.SignalCount));
    }

    [Fact]
    public async Task When_a_commit_fails_nothing_has_happened_and_the_next_one_works()
    {
        await using var rig = EngineRig.Open();
        await rig.StartAsync("a");
        rig.Dispatched.Clear();
        rig.Store.BeforeCommit = () => throw new IOException("disk full");
        var failed = await Assert.ThrowsAsync<GrpcException>(() => rig.SignalAsync("a", "one"));
        Assert.Equal(GrpcStatusCode.Unavailable, failed.Code);
        await Assert.ThrowsAsync<GrpcException>(() => rig.StartAsync("b"));
        rig.Store.BeforeCommit = null;

        Assert.Empty(rig.Dispatched);
        Assert.Equal(0, await rig.LookAsync("a", run => run.State.SignalCount));
        await rig.SignalAsync("a", "one");
        await rig.StartAsync("b");
        Assert.Equal([1L, 2L, 3L], (await rig.HistoryAsync("a")).Select(item => item.EventId));
        Assert.Equal(2, (await rig.HistoryAsync("b")).Count);
    }

    [Fact]
    public async Task A_caller_gone_before_its_turn_changes_nothing()
    {
        await using var rig = EngineRig.Open();
        await rig.StartAsync("a");
        using var gate = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var blocker = rig.Loop.ExecuteAsync(_ => gate.Wait(TimeSpan.FromSeconds(20)));
        var ran = false;
        var abandoned = rig.Loop.ExecuteAsync(_ => ran = true, gone.Token);
        await gone.CancelAsync();
        gate.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        await blocker;
        Assert.False(ran);
    }

    [Fact]
    public async Task A_listener_that_fails_after_the_commit_stops_nobody()
    {
        await using var rig = EngineRig.Open();
        await rig.Loop.ExecuteAsync(tx =>
        {
            tx.AfterCommit(() => throw new InvalidOperationException("a bug"));
            return true;
        });
        await rig.StartAsync("a");
        Assert.Equal(2, (await rig.HistoryAsync("a")).Count);
    }

    [Fact]
    public async Task Effects_recorded_beside_a_failure_are_kept()
    {
        await using var rig = EngineRig.Open();
        await rig.StartAsync("a");
        await Assert.ThrowsAsync<GrpcException>(() => rig.Loop.ExecuteAsync(tx =>
        {
            var run = tx.FindCurrent("default", "a")!; // Started above.
            run.State.SignalCount = 7;
            tx.Touch(run);
            tx.FailAfterCommit(new GrpcException(GrpcStatusCode.InvalidArgument, "refused, but noted"));
            return true;
        }));
        Assert.Equal(7, await rig.LookAsync("a", run => run.State.SignalCount));
        await using var copy = EngineRig.OpenCopy(rig.CopyFiles());
        Assert.Equal(7, await copy.LookAsync("a", run => run.State.SignalCount));
    }
}
