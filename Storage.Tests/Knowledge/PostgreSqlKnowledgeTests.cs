using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Knowledge.Links;
using Webhooks.Storage.PostgreSql;
using Webhooks.Storage.Tests.PostgreSql;

namespace Webhooks.Storage.Tests.Knowledge;

public sealed class PostgreSqlKnowledgeTests : KnowledgeContract
{
    private TestDatabase _database = null!; // Set before each test by the runner, as is the next.
    private PostgreSqlLedger _ledger = null!;

    public override async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _ledger = await PostgreSqlLedger.OpenAsync(new() { ConnectionString = _database.ConnectionString }, CancellationToken.None);
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await (_ledger?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private protected override Task<KnowledgeBase> OpenAsync(LinkRules? rules = null) => KnowledgeBase.OpenAsync(Root, _ledger, Time, CancellationToken.None, rules);

    private protected override Task<KnowledgeBase> ViewAsync() => 
        KnowledgeBase.ViewAsync(Root, new PostgreSqlOptions { ConnectionString = _database.ConnectionString }, CancellationToken.None);

    private protected override Task LoseIndexAsync() => _database.ExecuteAsync("TRUNCATE knowledge_documents, knowledge_names, knowledge_links, knowledge_made");
}
