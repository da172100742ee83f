using SystemSqlite;
using Webhooks.Storage.Operations;

namespace Webhooks.Storage.Tests.Operations;

public sealed class SqliteOperationLogTests : OperationLogContract
{
    private readonly TemporaryFolder _folder = new();
    private OperationLog _log = null!; // Set before each test by the runner.

    private protected override IOperationLog Log => _log;

    private string FilePath => _folder["operations.db"];

    public override Task InitializeAsync()
    {
        _log = OperationLog.Open(FilePath);
        return Task.CompletedTask;
    }

    public override Task DisposeAsync()
    {
        _log.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_is_open_is_found_again_after_a_restart()
    {
        await Log.BeginReplayAsync(Replay("a"), Row("started"), default);
        await Log.ClaimReplayAsync("before", default);
        await Log.SaveReplayAsync("a", "before", "further"u8.ToArray(), default);
        _log.Dispose();
        _log = OperationLog.Open(FilePath);
        Assert.Equal("further"u8.ToArray(), (await Log.ClaimReplayAsync("after", default))?.Document);
        Assert.Single(await Log.AuditAsync(9, null, null, default));
    }

    private protected override Task ExecuteAsync(string sql)
    {
        using var connection = SqliteConnections.Open(SqliteDatabase.File(FilePath));
        connection.Execute(sql);
        return Task.CompletedTask;
    }
}
