using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Knowledge.Links;

namespace Webhooks.Storage.Tests.Knowledge;

/// <summary>What holds of every knowledge base, wherever its index is.</summary>
public abstract partial class KnowledgeContract : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FixedTime _time = new();
    private KnowledgeBase _knowledge = null!; // Set before each test by the runner.

    private protected string Root => _folder["kb"];

    private protected TimeProvider Time => _time;

    public virtual async Task InitializeAsync() => _knowledge = await OpenAsync();

    public virtual async Task DisposeAsync()
    {
        await (_knowledge?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    private protected abstract Task<KnowledgeBase> OpenAsync(LinkRules? rules = null);

    private protected abstract Task<KnowledgeBase> ViewAsync();

    /// <summary>Nothing is left of the index.</summary>
    private protected abstract Task LoseIndexAsync();

    private protected string File(params string[] parts) => _folder[["kb", .. parts]];

    [SkippableFact]
    public async Task A_stored_document_is_a_file_and_a_row()
    {
        var result = await StoreAsync(Document(1));
        Assert.Equal(StoreChange.Created, result.Change);
        Assert.Equal(
            "---\nkind: \"commit\"\ntitle: \"Commit 1\"\nauthor: \"octo\"\nsha: \"1\"\ndocument: \"commit/1\"\n---\n\n# Commit 1\n",
            await System.IO.File.ReadAllTextAsync(File("github", "octo", "1.md")));
        var byKey = await _knowledge.FindByKeyAsync("commit/1", CancellationToken.None);
        var byPath = await _knowledge.FindByPathAsync("github/octo/1.md", CancellationToken.None);
        Assert.Equivalent(result.Document, byKey);
        Assert.Equivalent(byKey, byPath);
        Assert.Equal("octo", byKey?.Properties["author"]);
        Assert.Equal((_time.Now, _time.Now, _time.Now), (byKey?.CreatedAt, byKey?.UpdatedAt, byKey?.Date));
        Assert.Empty(Directory.GetFiles(_folder["kb", ".incoming"]));
    }

    [SkippableFact]
    public async Task The_same_document_again_changes_nothing()
    {
        var first = await StoreAsync(Document(1));
        var written = System.IO.File.GetLastWriteTimeUtc(File("github", "octo", "1.md"));
        _time.Now += TimeSpan.FromDays(1);
        var second = await StoreAsync(Document(1));
        Assert.Equal(StoreChange.Unchanged, second.Change);
        Assert.Equivalent(first.Document, second.Document);
        Assert.Equal(written, System.IO.File.GetLastWriteTimeUtc(File("github", "octo", "1.md")));
        Assert.Equal(1, await CountAsync(new()));
    }

    [SkippableFact]
    public async Task Other_content_under_the_same_key_replaces_file_and_row()
    {
        var first = await StoreAsync(Document(1));
        _time.Now += TimeSpan.FromDays(1);
        var second = await StoreAsync(Document(1) with { Markdown = "# Other\n", Title = "Other" });
        Assert.Equal(StoreChange.Updated, second.Change);
        Assert.Equal((first.Document.CreatedAt, _time.Now), (second.Document.CreatedAt, second.Document.UpdatedAt));
        Assert.EndsWith("# Other\n", await _knowledge.ReadAsync("github/octo/1.md", CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal("Other", (await _knowledge.FindByKeyAsync("commit/1", CancellationToken.None))?.Title);
        Assert.Equal(1, await CountAsync(new()));
    }

    [SkippableFact]
    public async Task Only_other_properties_are_an_update_too()
    {
        await StoreAsync(Document(1));
        var result = await StoreAsync(Document(1) with { Properties = new Dictionary<string, string> { ["author"] = "hubot" } });
        Assert.Equal(StoreChange.Updated, result.Change);
        Assert.Equal("hubot", (await _knowledge.FindByKeyAsync("commit/1", CancellationToken.None))?.Properties["author"]);
    }

    [SkippableFact]
    public async Task Another_path_under_the_same_key_moves_the_document()
    {
        await StoreAsync(Document(1));
        await StoreAsync(Document(1) with { Path = "github/renamed/1.md" });
        Assert.False(System.IO.File.Exists(File("github", "octo", "1.md")));
        Assert.EndsWith("# Commit 1\n", await _knowledge.ReadAsync("github/renamed/1.md", CancellationToken.None), StringComparison.Ordinal);
        Assert.Null(await _knowledge.ReadAsync("github/octo/1.md", CancellationToken.None));
        Assert.Equal(1, await CountAsync(new()));
    }

    [SkippableTheory]
    [InlineData("github/octo/1.md")]
    [InlineData("GitHub/Octo/1.md")]
    public async Task A_path_that_another_key_has_is_refused_and_nothing_is_overwritten(string path)
    {
        await StoreAsync(Document(1));
        await Assert.ThrowsAsync<PathTakenException>(() => StoreAsync(Document(2) with { Path = path }));
        Assert.EndsWith("# Commit 1\n", await _knowledge.ReadAsync("github/octo/1.md", CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal(StoreChange.Created, (await StoreAsync(Document(2))).Change);
    }

    [SkippableTheory]
    [InlineData("../outside.md")]
    [InlineData("a/../../outside.md")]
    [InlineData("/tmp/outside.md")]
    [InlineData(".incoming/x.md")]
    public async Task A_path_that_leads_elsewhere_is_refused_and_nothing_is_written(string path)
    {
        await Assert.ThrowsAsync<UnsafePathException>(() => StoreAsync(Document(1) with { Path = path }));
        Assert.Empty(Directory.GetFiles(_folder.Path, "outside.md", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(_folder["kb"], "*", SearchOption.AllDirectories));
        Assert.Equal(0, await CountAsync(new()));
    }

    [SkippableFact]
    public async Task A_crash_between_file_and_row_heals_when_it_is_stored_again()
    {
        Directory.CreateDirectory(_folder["kb", "github", "octo"]);
        await System.IO.File.WriteAllTextAsync(File("github", "octo", "1.md"), "# Commit 1\n");
        Assert.Null(await _knowledge.ReadAsync("github/octo/1.md", CancellationToken.None));
        Assert.Equal(StoreChange.Created, (await StoreAsync(Document(1))).Change);
        Assert.Equal(1, await CountAsync(new()));
    }

    [SkippableTheory]
    [InlineData(null)]
    [InlineData("# Commit X\n")]
    public async Task A_file_that_was_removed_or_changed_by_hand_is_put_right(string? content)
    {
        await StoreAsync(Document(1));
        System.IO.File.Delete(File("github", "octo", "1.md"));
        if (content is not null)
        {
            await System.IO.File.WriteAllTextAsync(File("github", "octo", "1.md"), content);
        }

        Assert.Equal(StoreChange.Updated, (await StoreAsync(Document(1))).Change);
        Assert.EndsWith("# Commit 1\n", await _knowledge.ReadAsync("github/octo/1.md", CancellationToken.None), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Opening_removes_half_written_files_and_keeps_the_rest()
    {
        await StoreAsync(Document(1));
        await _knowledge.DisposeAsync();
        await System.IO.File.WriteAllTextAsync(File(".incoming", "half"), "# Comm");
        _knowledge = await OpenAsync();
        Assert.Empty(Directory.GetFiles(_folder["kb", ".incoming"]));
        Assert.EndsWith("# Commit 1\n", await _knowledge.ReadAsync("github/octo/1.md", CancellationToken.None), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Concurrent_stores_in_two_processes_leave_one_row_a_key()
    {
        await using var other = await OpenAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? _knowledge : other).StoreAsync(Document(i % 5), CancellationToken.None)));
        Assert.Equal(5, results.Count(result => result.Change == StoreChange.Created));
        Assert.Equal(35, results.Count(result => result.Change == StoreChange.Unchanged));
        Assert.Equal(5, await CountAsync(new()));
    }

    [SkippableFact]
    public async Task Lists_and_counts_by_kind_and_folder_in_pages()
    {
        for (var i = 0; i < 5; i++)
        {
            await StoreAsync(Document(i));
        }

        await StoreAsync(Document(7) with { Path = "github/octo-2/7.md" });
        await StoreAsync(Document(8) with { Path = "jira/8.md", Kind = "ticket" });
        Assert.Equal(7, await CountAsync(new()));
        Assert.Equal(5, await CountAsync(new() { Folder = "github/octo" }));
        Assert.Equal(6, await CountAsync(new() { Folder = "github/" }));
        Assert.Equal(1, await CountAsync(new() { Kind = "ticket" }));
        var page = await _knowledge.ListAsync(new() { Folder = "github/octo", Limit = 3 }, CancellationToken.None);
        Assert.Equal(["github/octo/0.md", "github/octo/1.md", "github/octo/2.md"], page.Select(document => document.Path));
        var next = await _knowledge.ListAsync(new() { Folder = "github/octo", After = page[^1].Path }, CancellationToken.None);
        Assert.Equal(["github/octo/3.md", "github/octo/4.md"], next.Select(document => document.Path));
    }

    [SkippableFact]
    public async Task What_is_too_large_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => StoreAsync(Document(1) with { Markdown = new string('x', 9 * 1024 * 1024) }));
        await Assert.ThrowsAsync<ArgumentException>(() => StoreAsync(Document(1) with { Key = "" }));
        await Assert.ThrowsAsync<ArgumentException>(() => StoreAsync(Document(1) with { Properties = Enumerable.Range(0, 65).ToDictionary(i => $"{i}", i => "") }));
        Assert.Equal(1024, (await StoreAsync(Document(1) with { Title = new string('t', 5000) })).Document.Title.Length);
    }

    private protected static KnowledgeDocument Document(int number) => new()
    {
        Key = $"commit/{number}",
        Path = $"github/octo/{number}.md",
        Kind = "commit",
        Title = $"Commit {number}",
        Markdown = $"# Commit {number}\n",
        Properties = new Dictionary<string, string> { ["sha"] = $"{number}", ["author"] = "octo" },
    };

    private protected Task<StoreResult> StoreAsync(KnowledgeDocument document) => _knowledge.StoreAsync(document, CancellationToken.None);

    private protected Task<long> CountAsync(KnowledgeFilter filter) => _knowledge.CountAsync(filter, CancellationToken.None);
}
