namespace Webhooks.Cli.Tests;

public sealed class DeliveriesTests
{
    [Fact]
    public async Task Lists_newest_first_and_by_filter()
    {
        await using var data = await FilledAsync();
        var all = await data.RunAsync("deliveries", "list");
        Assert.Equal(0, all.ExitCode);
        Assert.True(all.Output.IndexOf(DataFolderFixture.Id(2), StringComparison.Ordinal) < all.Output.IndexOf(DataFolderFixture.Id(1), StringComparison.Ordinal));
        var settled = await data.RunAsync("deliveries", "list", "--state", "settled");
        Assert.Contains(DataFolderFixture.Id(1), settled.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(DataFolderFixture.Id(2), settled.Output, StringComparison.Ordinal);
        var conflicts = await data.RunAsync("deliveries", "list", "--conflicts");
        Assert.Matches($"{DataFolderFixture.Id(2)} .*1 \\(conflict\\)", conflicts.Output);
        Assert.DoesNotContain(DataFolderFixture.Id(1), conflicts.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_one_and_writes_its_body()
    {
        await using var data = await FilledAsync();
        var file = Path.Combine(data.Path, "body.json");
        var run = await data.RunAsync("deliveries", "show", DataFolderFixture.Id(1), "--body", file);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("outcome +handled", run.Output);
        Assert.Matches("artefact +commits/1.md", run.Output);
        Assert.Equal(DataFolderFixture.Body(1), await File.ReadAllBytesAsync(file));
        Assert.Equal(2, (await data.RunAsync("deliveries", "show", DataFolderFixture.Id(1), "--body", file)).ExitCode);
    }

    [Fact]
    public async Task An_unknown_id_exits_1_and_what_is_no_id_is_a_usage_error()
    {
        await using var data = await FilledAsync();
        Assert.Equal(1, (await data.RunAsync("deliveries", "show", DataFolderFixture.Id(99))).ExitCode);
        var wrong = await data.RunAsync("deliveries", "show", "x");
        Assert.NotEqual(0, wrong.ExitCode);
        Assert.Contains("32 hex digits", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Works_after_the_gateway_has_ended()
    {
        await using var data = await FilledAsync();
        await data.Journal.DisposeAsync();
        await data.Ledger.DisposeAsync();
        Assert.Contains(DataFolderFixture.Id(1), (await data.RunAsync("deliveries", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await data.RunAsync("ledger", "audit")).ExitCode);
    }

    private static async Task<DataFolderFixture> FilledAsync()
    {
        var data = await DataFolderFixture.CreateAsync();
        await data.AppendAsync(1);
        await data.AppendAsync(2);
        await data.IndexAsync();
        await data.SettleAsync(1);
        await data.Ledger.RecordDuplicateAsync(DataFolderFixture.Id(2), DataFolderFixture.Noon, new string('a', 64), default);
        return data;
    }
}
