using System.Text;
using Webhooks.Storage.Operations;

namespace Webhooks.Storage.Tests.Operations;

/// <summary>What holds of every log of operations, wherever it lives.</summary>
public abstract class OperationLogContract : IAsyncLifetime
{
    private protected abstract IOperationLog Log { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [SkippableFact]
    public async Task The_audit_is_listed_newest_first_by_pages_and_by_tenant()
    {
        foreach (var (result, tenant) in new[] { ("first", null), ("second", "octo"), ("third", null) })
        {
            await Log.AppendAsync(Row(result) with { Tenant = tenant }, default);
        }

        var newest = await Log.AuditAsync(2, null, null, default);
        Assert.Equal(["third", "second"], newest.Select(row => row.Result));
        Assert.Equal("first", Assert.Single(await Log.AuditAsync(2, newest[^1].Sequence, null, default)).Result);
        Assert.Equal("second", Assert.Single(await Log.AuditAsync(2, null, "octo", default)).Result);
        Assert.Equal(Row("first"), (await Log.AuditAsync(9, null, null, default))[^1] with { Sequence = 0 });
    }

    [SkippableFact]
    public async Task A_record_may_say_no_more_than_it_must()
    {
        var least = new AuditRecord { At = Deliveries.Noon, Actor = "somebody", Action = "replay", Result = "dry-run" };
        await Log.AppendAsync(least, default);
        Assert.Equal(least, Assert.Single(await Log.AuditAsync(9, null, null, default)) with { Sequence = 0 });
    }

    [SkippableTheory]
    [InlineData("UPDATE audit SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit")]
    public async Task Nothing_that_is_in_the_audit_can_be_changed(string sql)
    {
        await Log.AppendAsync(Row("first"), default);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteAsync(sql));
        Assert.Equal("somebody", Assert.Single(await Log.AuditAsync(9, null, null, default)).Actor);
    }

    [SkippableFact]
    public async Task One_replay_is_open_at_a_time()
    {
        Assert.True(await Log.BeginReplayAsync(Replay("a"), Row("started"), default));
        Assert.False(await Log.BeginReplayAsync(Replay("b"), Row("started"), default));
        Assert.Single(await Log.AuditAsync(9, null, null, default));
        Assert.Null(await Log.FindReplayAsync("b", default));

        Assert.NotNull(await Log.ClaimReplayAsync("r", default));
        await Log.EndReplayAsync("a", "r", "done"u8.ToArray(), Row("finished"), default);
        await Log.EndReplayAsync("a", "r", "done again"u8.ToArray(), Row("finished"), default);
        Assert.Null(await Log.ClaimReplayAsync("r", default));
        Assert.Equal("done", await DocumentAsync("a"));
        Assert.Equal(["finished", "started"], (await Log.AuditAsync(9, null, null, default)).Select(row => row.Result));
        Assert.True(await Log.BeginReplayAsync(Replay("b"), Row("started"), default));
    }

    [SkippableFact]
    public async Task Who_claims_a_replay_gets_what_was_fixed_when_it_began_and_how_far_it_is()
    {
        await Log.BeginReplayAsync(Replay("a") with { Tenant = "octo" }, Row("started"), default);
        await Log.ClaimReplayAsync("r", default);
        Assert.Equal(new ReplayStanding(IsHeld: true, StopRequestedBy: null), await Log.SaveReplayAsync("a", "r", "further"u8.ToArray(), default));
        await Log.ReleaseReplayAsync("a", "r", "further still"u8.ToArray(), default);

        var open = await Log.ClaimReplayAsync("r", default);
        Assert.Equal(("a", "octo", "further still"), (open?.Id, open?.Tenant, Encoding.UTF8.GetString(open?.Document ?? [])));
        Assert.Equal(Replay("a").Deliveries, open?.Deliveries);
        Assert.Equal("further still", await DocumentAsync("a"));
    }

    [SkippableFact]
    public async Task Who_asked_first_that_a_replay_stops_is_told_to_whoever_runs_it()
    {
        Assert.False(await Log.RequestStopAsync("a", "somebody", default));
        await Log.BeginReplayAsync(Replay("a"), Row("started"), default);
        await Log.ClaimReplayAsync("r", default);
        Assert.True(await Log.RequestStopAsync("a", "somebody", default));
        Assert.True(await Log.RequestStopAsync("a", "somebody else", default));
        Assert.Equal(new ReplayStanding(IsHeld: true, "somebody"), await Log.SaveReplayAsync("a", "r", "further"u8.ToArray(), default));
        Assert.Equal("somebody", (await Log.ClaimReplayAsync("r", default))?.StopRequestedBy);

        await Log.EndReplayAsync("a", "r", "done"u8.ToArray(), Row("stopped"), default);
        Assert.False(await Log.RequestStopAsync("a", "somebody", default));
        Assert.False((await Log.SaveReplayAsync("a", "r", "too late"u8.ToArray(), default)).IsHeld);
        Assert.Equal("done", await DocumentAsync("a"));
    }

    [SkippableFact]
    public async Task Replays_are_listed_newest_first_and_by_tenant()
    {
        foreach (var (id, tenant) in new[] { ("a", null), ("b", "octo"), ("c", (string?)null) })
        {
            await Log.BeginReplayAsync(Replay(id) with { Document = Encoding.UTF8.GetBytes(id), Tenant = tenant }, Row("started"), default);
            await Log.ClaimReplayAsync("r", default);
            await Log.EndReplayAsync(id, "r", Encoding.UTF8.GetBytes($"{id} done"), Row("finished"), default);
        }

        Assert.Equal(["c done", "b done"], (await Log.ReplaysAsync(2, null, default)).Select(Encoding.UTF8.GetString));
        Assert.Equal(["b done"], (await Log.ReplaysAsync(9, "octo", default)).Select(Encoding.UTF8.GetString));
    }

    /// <summary>As somebody who has the database to himself.</summary>
    private protected abstract Task ExecuteAsync(string sql);

    private protected static StoredReplay Replay(string id) => new() { Id = id, Document = "begun"u8.ToArray(), Deliveries = [1, 2, 3] };

    private protected static AuditRecord Row(string result) => new()
    {
        At = Deliveries.Noon,
        Actor = "somebody",
        Action = "replay",
        Subject = "a",
        Reason = "why",
        IsDryRun = true,
        Deliveries = 3,
        Result = result,
        Detail = "{}",
    };

    private protected async Task<string> DocumentAsync(string id) => Encoding.UTF8.GetString(await Log.FindReplayAsync(id, default) ?? []);
}
