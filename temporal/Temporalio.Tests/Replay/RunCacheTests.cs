using Temporalio.Worker.Runs;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

public class RunCacheTests
{
    [Fact]
    public async Task The_longest_unused_run_makes_room()
    {
        var cache = new RunCache(2);
        await UseAsync(cache, "a");
        await UseAsync(cache, "b");
        await UseAsync(cache, "a");
        await UseAsync(cache, "c");
        Assert.Equal(2, cache.Count);
        Assert.True(await KnowsAsync(cache, "a"));
        Assert.False(await KnowsAsync(cache, "b"));
    }

    [Fact]
    public async Task A_run_is_lent_to_one_task_at_a_time_and_a_newer_task_replaces_a_waiting_one()
    {
        var cache = new RunCache(2);
        var first = await cache.BorrowAsync("a", replaceable: true);
        var query = cache.BorrowAsync("a", replaceable: false);
        var second = cache.BorrowAsync("a", replaceable: true);
        var third = cache.BorrowAsync("a", replaceable: true);
        Assert.Null(await second);
        Assert.False(query.IsCompleted);
        first?.Dispose();
        (await query)?.Dispose();
        Assert.NotNull(await third);
    }

    [Fact]
    public async Task A_full_cache_of_busy_runs_lets_the_next_one_wait()
    {
        var cache = new RunCache(1);
        var busy = await cache.BorrowAsync("a", replaceable: true);
        var waiting = cache.BorrowAsync("b", replaceable: true);
        Assert.False(waiting.IsCompleted);
        busy!.Run = NewRun(); // Borrowed first, so never null.
        busy.Dispose();
        using var next = await waiting;
        Assert.NotNull(next);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task Without_capacity_nothing_is_kept()
    {
        var cache = new RunCache(0);
        await UseAsync(cache, "a");
        Assert.Equal(0, cache.Count);
    }

    private static WorkflowRun NewRun() => new(ScriptedRun.Settings(_ => Task.FromResult<object?>(null)), new("default", "w", "r", "q"));

    private static async Task UseAsync(RunCache cache, string runId)
    {
        using var lease = await cache.BorrowAsync(runId, replaceable: true);
        lease!.Run ??= NewRun(); // Nothing else waits, so never superseded.
    }

    private static async Task<bool> KnowsAsync(RunCache cache, string runId)
    {
        using var lease = await cache.BorrowAsync(runId, replaceable: true);
        return lease?.Run is not null;
    }
}
