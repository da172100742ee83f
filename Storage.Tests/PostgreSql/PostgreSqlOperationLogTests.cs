using System.Text;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Operations;
using Webhooks.Storage.PostgreSql;
using Webhooks.Storage.Tests.Operations;

namespace Webhooks.Storage.Tests.PostgreSql;

public sealed class PostgreSqlOperationLogTests : OperationLogContract
{
    private const string EndOfLease = "UPDATE replays SET expires_at = clock_timestamp()";

    private TestDatabase _database = null!; // Set before each test by the runner, as is the next.
    private PostgreSqlLedger _ledger = null!;

    private protected override IOperationLog Log => new PostgreSqlOperationLog(_ledger, TimeSpan.FromMinutes(5));

    public override async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _ledger = await PostgreSqlLedger.OpenAsync(new() { ConnectionString = _database.ConnectionString }, CancellationToken.None);
    }

    public override async Task DisposeAsync()
    {
        await (_ledger?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [SkippableFact]
    public async Task The_audit_cannot_be_emptied_either()
    {
        await Log.AppendAsync(Row("first"), default);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteAsync("TRUNCATE audit"));
    }

    [SkippableFact]
    public async Task Of_many_that_begin_or_claim_a_replay_at_once_one_does()
    {
        var begun = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Log.BeginReplayAsync(Replay($"{i}"), Row("started"), default)));
        Assert.Single(begun, began => began);
        Assert.Single(await Log.AuditAsync(99, null, null, default));
        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Log.ClaimReplayAsync($"gateway-{i}", default)));
        Assert.Single(claims, claim => claim is not null);
    }

    [SkippableFact]
    public async Task A_replay_that_is_renewed_is_nobody_elses_and_one_that_is_not_is_taken_over()
    {
        await Log.BeginReplayAsync(Replay("a"), Row("started"), default);
        Assert.NotNull(await Log.ClaimReplayAsync("first", default));
        Assert.Null(await Log.ClaimReplayAsync("second", default));
        await ExecuteAsync(EndOfLease);

        // Nobody has taken it: renewed in time after all.
        Assert.True((await Log.SaveReplayAsync("a", "first", "one"u8.ToArray(), default)).IsHeld);
        Assert.Null(await Log.ClaimReplayAsync("second", default));
        await ExecuteAsync(EndOfLease);
        Assert.Equal("one", Encoding.UTF8.GetString((await Log.ClaimReplayAsync("second", default))?.Document ?? []));
    }

    [SkippableFact]
    public async Task What_the_former_runner_writes_changes_nothing()
    {
        await Log.BeginReplayAsync(Replay("a"), Row("started"), default);
        await Log.ClaimReplayAsync("first", default);
        await ExecuteAsync(EndOfLease);
        await Log.ClaimReplayAsync("second", default);
        await Log.SaveReplayAsync("a", "second", "of the second"u8.ToArray(), default);

        Assert.Equal(new ReplayStanding(IsHeld: false, StopRequestedBy: null), await Log.SaveReplayAsync("a", "first", "late"u8.ToArray(), default));
        await Log.ReleaseReplayAsync("a", "first", "late"u8.ToArray(), default);
        await Log.EndReplayAsync("a", "first", "late"u8.ToArray(), Row("finished"), default);

        Assert.Equal("of the second", await DocumentAsync("a"));
        Assert.Null(await Log.ClaimReplayAsync("third", default));
        Assert.True((await Log.SaveReplayAsync("a", "second", "further"u8.ToArray(), default)).IsHeld);
        Assert.Equal("started", Assert.Single(await Log.AuditAsync(9, null, null, default)).Result);
    }

    [SkippableFact]
    public async Task A_replay_that_is_given_back_is_taken_at_once()
    {
        await Log.BeginReplayAsync(Replay("a"), Row("started"), default);
        await Log.ClaimReplayAsync("first", default);
        await Log.ReleaseReplayAsync("a", "first", "so far"u8.ToArray(), default);
        Assert.Equal("so far", Encoding.UTF8.GetString((await Log.ClaimReplayAsync("second", default))?.Document ?? []));
    }

    [SkippableFact]
    public async Task Texts_that_the_database_cannot_hold_are_written_without_what_it_cannot()
    {
        await Log.AppendAsync(Row("first") with { Reason = "a\0b", Subject = "\uD800" }, default);
        var row = Assert.Single(await Log.AuditAsync(9, null, null, default));
        Assert.Equal(("a\uFFFDb", "\uFFFD"), (row.Reason, row.Subject));
        Assert.Null(await Log.FindReplayAsync("a\0b", default));
        Assert.False(await Log.RequestStopAsync("a\0b", "some\0body", default));
    }

    [SkippableFact]
    public async Task While_the_database_is_away_nothing_is_said_to_be_written()
    {
        await _database.CloseAsync();
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => Log.AppendAsync(Row("first"), default));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => Log.BeginReplayAsync(Replay("a"), Row("started"), default));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => Log.ClaimReplayAsync("r", default));
        await _database.OpenAsync();
        Assert.True(await Log.BeginReplayAsync(Replay("a"), Row("started"), default));
    }

    private protected override async Task ExecuteAsync(string sql) => await _database.ExecuteAsync(sql);
}
