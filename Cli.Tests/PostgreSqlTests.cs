using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.PostgreSql;
using Webhooks.Storage.Tests.PostgreSql;

namespace Webhooks.Cli.Tests;

/// <summary>The same commands on a database that gateways share.</summary>
public sealed class PostgreSqlTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cli-tests-").FullName;
    private TestDatabase database = null!; // Set before each test by the runner, as is the next.
    private PostgreSqlLedger ledger = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        ledger = await PostgreSqlLedger.OpenAsync(new() { ConnectionString = database.ConnectionString }, default);
        await using var acceptance = new PostgreSqlAcceptance(ledger, compresses: true, [], NullLogger.Instance);
        for (var i = 1; i <= 2; i++)
        {
            await acceptance.AcceptAsync(
                new()
                {
                    DeliveryId = DataFolderFixture.Id(i),
                    Key = $"github/{i}",
                    Source = "main",
                    Provider = WebhookProvider.GitHub,
                    EventName = "push",
                    Entity = "github/repository/1",
                    WorkflowType = "GitHubRepositoryWorkflow",
                    ReceivedAt = DataFolderFixture.Noon,
                },
                DataFolderFixture.Body(i),
                default);
        }

        await ledger.SettleAsync(DataFolderFixture.Id(1), new() { Kind = OutcomeKind.Handled }, DataFolderFixture.Noon, default);
    }

    public async Task DisposeAsync()
    {
        await (ledger?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(folder, recursive: true);
    }

    [SkippableFact]
    public async Task Lists_shows_and_writes_a_body()
    {
        var list = await RunAsync("deliveries", "list", "--state", "settled");
        Assert.Contains(DataFolderFixture.Id(1), list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(DataFolderFixture.Id(2), list.Output, StringComparison.Ordinal);
        var file = Path.Combine(folder, "body.json");
        var show = await RunAsync("deliveries", "show", DataFolderFixture.Id(1), "--body", file);
        Assert.Equal(0, show.ExitCode);
        Assert.Matches("stored +in the database", show.Output);
        Assert.Equal(DataFolderFixture.Body(1), await File.ReadAllBytesAsync(file));
    }

    [SkippableFact]
    public async Task The_audit_passes_waits_in_vain_for_what_is_open_and_finds_a_broken_promise()
    {
        var audit = await RunAsync("ledger", "audit");
        Assert.Equal(0, audit.ExitCode);
        Assert.Contains("2 accepted deliveries in the database", audit.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("ledger", "audit", "--wait", "0")).ExitCode);
        await database.ExecuteAsync("UPDATE deliveries SET workflow_type = NULL");
        audit = await RunAsync("ledger", "audit");
        Assert.Equal(1, audit.ExitCode);
        Assert.Contains(DataFolderFixture.Id(2), audit.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Verifying_the_journal_says_that_there_is_none()
    {
        var verify = await RunAsync("journal", "verify");
        Assert.Equal(2, verify.ExitCode);
        Assert.Contains("there is no journal", verify.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Documents_are_searched_shown_and_indexed_anew()
    {
        var documents = Webhooks.Storage.Configuration.StorageSettings.KnowledgeFolder(folder);
        Assert.Equal(2, (await RunAsync("kb", "search", "labels")).ExitCode);
        await using (var knowledge = await Webhooks.Storage.Knowledge.KnowledgeBase.OpenAsync(documents, ledger, TimeProvider.System, default))
        {
            foreach (var document in KnowledgeTests.Documents())
            {
                await knowledge.StoreAsync(document, default);
            }
        }

        Assert.Contains("github/octo/hello/commits/1.md", (await RunAsync("kb", "search", "labels")).Output, StringComparison.Ordinal);
        Assert.Contains("SHOP-212", (await RunAsync("kb", "show", "github/octo/hello/commits/1.md")).Output, StringComparison.Ordinal);
        Assert.Contains("2 documents", (await RunAsync("kb", "rebuild")).Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_database_that_is_away_is_said_in_one_line_without_the_connection_string()
    {
        await database.CloseAsync();
        var list = await RunAsync("deliveries", "list");
        Assert.Equal(2, list.ExitCode);
        Assert.StartsWith("PostgreSQL cannot be used:", list.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Host=", list.Error, StringComparison.Ordinal);
        await database.OpenAsync();
    }

    private async Task<CommandRun> RunAsync(params string[] arguments)
    {
        var file = Path.Combine(folder, "gateway.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(
            new { Webhooks = new { PostgreSql = new { database.ConnectionString } } }));
        return await CommandRun.OfAsync([.. arguments, "--data", folder, "--config", file]);
    }
}
