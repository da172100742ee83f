using Microsoft.Data.Sqlite;
using SystemSqlite;
using Webhooks.Storage.Operations;

namespace Webhooks.Storage.Tests;

public sealed class OperationLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_audit_is_listed_newest_first_by_pages_and_by_tenant()
    {
        using var log = Open();
        foreach (var (result, tenant) in new[] { ("first", null), ("second", "octo"), ("third", null) })
        {
            await log.AppendAsync(Row(result) with { Tenant = tenant }, default);
        }

        var newest = await log.AuditAsync(2, null, null, default);
        Assert.Equal(["third", "second"], newest.Select(row => row.Result));
        Assert.Equal("first", Assert.Single(await log.AuditAsync(2, newest[^1].Sequence, null, default)).Result);
        Assert.Equal("second", Assert.Single(await log.AuditAsync(2, null, "octo", default)).Result);
        Assert.Equal(Row("first"), (await log.AuditAsync(9, null, null, default))[^1] with { Sequence = 0 });
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit")]
    public async Task Nothing_that_is_in_the_audit_can_be_changed(string sql)
    {
        using var log = Open();
        await log.AppendAsync(Row("first"), default);
        using var connection = SqliteConnections.Open(SqliteDatabase.File(FilePath));
        Assert.Throws<SqliteException>(() => connection.Execute(sql));
    }

    [Fact]
    public async Task One_replay_is_open_at_a_time_and_is_found_again_after_a_restart()
    {
        using (var log = Open())
        {
            Assert.True(await log.BeginReplayAsync(Replay("a"), Row("started"), default));
            Assert.False(await log.BeginReplayAsync(Replay("b"), Row("started"), default));
            await log.SaveReplayAsync("a", "r", "further"u8.ToArray(), default);
            Assert.True(await log.RequestStopAsync("a", "somebody", default));
            Assert.True(await log.RequestStopAsync("a", "somebody else", default));
        }

        using var again = Open();
        var open = await again.ClaimReplayAsync("r", default);
        Assert.Equal(("a", "further", "somebody"), (open?.Id, System.Text.Encoding.UTF8.GetString(open?.Document ?? []), open?.StopRequestedBy));
        Assert.Equal(Replay("a").Deliveries, open?.Deliveries);
        Assert.Single(await again.AuditAsync(9, null, null, default));

        await again.EndReplayAsync("a", "r", "done"u8.ToArray(), Row("finished"), default);
        await again.EndReplayAsync("a", "r", "done"u8.ToArray(), Row("finished"), default);
        Assert.Null(await again.ClaimReplayAsync("r", default));
        Assert.False(await again.RequestStopAsync("a", "somebody", default));
        Assert.Equal(["finished", "started"], (await again.AuditAsync(9, null, null, default)).Select(row => row.Result));
        Assert.True(await again.BeginReplayAsync(Replay("b"), Row("started"), default));
    }

    private string FilePath => Path.Combine(_folder.Path, "operations.db");

    private OperationLog Open() => OperationLog.Open(FilePath);

    private static StoredReplay Replay(string id) => new() { Id = id, Document = "begun"u8.ToArray(), Deliveries = [1, 2, 3] };

    private static AuditRecord Row(string result) => new()
    {
        At = new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero),
        Actor = "somebody",
        Action = "replay",
        Subject = "a",
        Reason = "why",
        IsDryRun = true,
        Deliveries = 3,
        Result = result,
        Detail = "{}",
    };
}
