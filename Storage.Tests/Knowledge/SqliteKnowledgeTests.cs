using Microsoft.Data.Sqlite;
using SystemSqlite;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Knowledge.Links;

namespace Webhooks.Storage.Tests.Knowledge;

public sealed class SqliteKnowledgeTests : KnowledgeContract
{
    private string Index => File("..", "knowledge-base.db");

    [Fact]
    public async Task An_index_of_the_first_version_keeps_its_keys_and_its_documents_become_searchable()
    {
        await DisposeIndexAsync();
        System.IO.File.Delete(Index);
        using (var connection = SqliteConnections.Open(SqliteDatabase.File(Index)))
        {
            connection.Upgrade([SqliteKnowledgeSchema.Steps[0]]);
            connection.Execute("INSERT INTO documents VALUES ('commit/1', 'github/octo/1.md', 'commit', 'One', '{}', 'x', 1, 1, 1)");
        }

        Directory.CreateDirectory(File("github", "octo"));
        await System.IO.File.WriteAllTextAsync(File("github", "octo", "1.md"), "---\nkind: \"commit\"\ntitle: \"One\"\n---\n\n# One\n");

        await ReopenAsync();

        Assert.Equal(["github/octo/1.md"], await FoundAsync("one"));
        Assert.Contains("document: \"commit/1\"", await System.IO.File.ReadAllTextAsync(File("github", "octo", "1.md")), StringComparison.Ordinal);
        Assert.Equal(StoreChange.Updated, (await StoreAsync(Document(1))).Change);
        Assert.Equal(1, await CountAsync(new()));
    }

    [Fact]
    public async Task Whoever_looks_is_told_what_to_do_when_there_is_no_index()
    {
        await DisposeIndexAsync();
        System.IO.File.Delete(Index);
        Assert.Contains("webhooks kb rebuild", (await Assert.ThrowsAsync<KnowledgeUnavailableException>(ViewAsync)).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(Index));
    }

    [Fact]
    public void A_library_says_which_modules_it_has()
    {
        using var connection = SqliteConnections.Open(SqliteDatabase.InMemory(Guid.NewGuid().ToString()));
        Assert.True(SqliteConnections.HasModule(connection, "fts5"));
        Assert.False(SqliteConnections.HasModule(connection, "fts9"));
    }

    private protected override Task<KnowledgeBase> OpenAsync(LinkRules? rules = null) =>
        KnowledgeBase.OpenAsync(Root, Index, Time, CancellationToken.None, rules);

    private protected override Task<KnowledgeBase> ViewAsync() => KnowledgeBase.ViewAsync(Root, Index, CancellationToken.None);

    private protected override Task LoseIndexAsync()
    {
        foreach (var file in Directory.GetFiles(File(".."), "knowledge-base.db*"))
        {
            System.IO.File.Delete(file);
        }

        return Task.CompletedTask;
    }
}
