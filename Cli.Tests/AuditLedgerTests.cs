using SystemSqlite;
using Webhooks.Storage.Configuration;

namespace Webhooks.Cli.Tests;

public sealed class AuditLedgerTests
{
    [Fact]
    public async Task Passes_when_every_delivery_has_its_outcome()
    {
        await using var data = await SettledAsync(3);
        var run = await data.RunAsync("ledger", "audit", "--wait", "0");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("3 accepted deliveries in the journal", run.Output, StringComparison.Ordinal);
        Assert.Contains("3 with exactly one outcome", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("PASSED\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_what_is_on_its_way_with_its_reason_and_fails_only_when_told_to_wait()
    {
        await using var data = await SettledAsync(1);
        await data.AppendAsync(10);
        await data.AppendAsync(11);
        await data.IndexAsync();
        await data.Ledger.MarkSignalledAsync([new(DataFolderFixture.Id(10), "run", DataFolderFixture.Noon)], default);
        await data.AppendAsync(12);
        var run = await data.RunAsync("ledger", "audit");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches($"{DataFolderFixture.Id(10)} .*Signalled at", run.Output);
        Assert.Matches($"{DataFolderFixture.Id(11)} .*not signalled yet", run.Output);
        Assert.Matches($"{DataFolderFixture.Id(12)} .*not in the ledger yet", run.Output);
        Assert.Equal(1, (await data.RunAsync("ledger", "audit", "--wait", "0")).ExitCode);
    }

    [Fact]
    public async Task Waiting_ends_with_the_last_outcome()
    {
        await using var data = await SettledAsync(1);
        await data.AppendAsync(10);
        await data.IndexAsync();
        var run = data.RunAsync("ledger", "audit", "--wait", "60");
        await data.SettleAsync(10);
        Assert.Equal(0, (await run.WaitAsync(TimeSpan.FromSeconds(55))).ExitCode);
    }

    [Fact]
    public async Task A_delivery_that_the_ledger_went_past_without_knowing_it_is_listed()
    {
        await using var data = await SettledAsync(3);
        await data.AppendAsync(10);
        await data.IndexAsync();
        await data.SettleAsync(10);
        Execute(data, $"DELETE FROM deliveries WHERE delivery_id = x'{DataFolderFixture.Id(1)}'");
        var run = await data.RunAsync("ledger", "audit");
        Assert.Equal(1, run.ExitCode);
        Assert.Matches($"{DataFolderFixture.Id(1)} .*does not know it", run.Output);
        Assert.Contains("FAILED", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM outcomes", "contradict each other")]
    [InlineData("UPDATE deliveries SET outcome = 0", "contradict each other")]
    [InlineData("UPDATE outcomes SET kind = 2", "contradict each other")]
    [InlineData("INSERT INTO outcomes VALUES (x'ffffffffffffffffffffffffffffffff', 1, NULL, '[]', 1)", "does not know the delivery")]
    [InlineData("DELETE FROM outcomes; UPDATE deliveries SET outcome = 0, workflow_type = NULL", "no workflow that would give it one")]
    [InlineData("INSERT INTO segments VALUES (77, 900, 900, 1, 1, NULL)", "segment 77, which is missing")]
    public async Task What_contradicts_the_promise_is_found(string sql, string reason)
    {
        await using var data = await SettledAsync(2);
        Execute(data, sql);
        var run = await data.RunAsync("ledger", "audit");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(reason, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ledger", "audit", "--wait", "soon")]
    [InlineData("ledger", "audit", "--wait", "-1")]
    [InlineData("deliveries", "list", "--limit", "many")]
    [InlineData("deliveries", "list", "--state", "lost")]
    [InlineData("send", "x", "--url", "ftp://example.com")]
    public async Task A_wrong_argument_is_a_usage_error(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(arguments[2], run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_in_the_journal_is_a_violation()
    {
        await using var data = await SettledAsync(2);
        var reference = await data.AppendAsync(10);
        await data.AppendAsync(11);
        await data.IndexAsync();
        await data.SettleAsync(10);
        await data.SettleAsync(11);
        Files.Flip(data.JournalFolder, reference, 60);
        var run = await data.RunAsync("ledger", "audit");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The journal is damaged", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_ledger_it_says_so_and_creates_none()
    {
        var folder = Directory.CreateTempSubdirectory("cli-tests-").FullName;
        var run = await CommandRun.OfAsync("ledger", "audit", "--data", folder);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no ledger", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    private static async Task<DataFolderFixture> SettledAsync(int count)
    {
        var data = await DataFolderFixture.CreateAsync();
        for (var i = 0; i < count; i++)
        {
            await data.AppendAsync(i);
        }

        await data.IndexAsync();
        for (var i = 0; i < count; i++)
        {
            await data.SettleAsync(i);
        }

        return data;
    }

    private static void Execute(DataFolderFixture data, string sql)
    {
        using var connection = SqliteConnections.Open(SqliteDatabase.File(StorageSettings.LedgerFile(data.Path)));
        SqliteStatements.Execute(connection, sql);
    }
}
