using Webhooks.Storage.Durability;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Storage.Tests.Knowledge;

public abstract partial class KnowledgeContract
{
    [SkippableFact]
    public async Task A_lost_index_is_made_of_the_files_with_everything_that_it_said()
    {
        await StoreAllAsync();
        await StoreAsync(Mentioning("one", "SHOP-212"));
        var expected = await _knowledge.ListAsync(new(), CancellationToken.None);
        var files = Snapshot();
        await _knowledge.DisposeAsync();
        await LoseIndexAsync();

        _knowledge = await OpenAsync();

        Assert.Equivalent(expected, await _knowledge.ListAsync(new(), CancellationToken.None));
        Assert.Equal(["docs/one.md"], (await FoundAsync("one")));
        Assert.Equal(["ticket/1"], await RelatedKeysAsync("one"));
        Assert.Equal(files, Snapshot());
        Assert.Equal(StoreChange.Unchanged, (await StoreAsync(Mentioning("one", "SHOP-212"))).Change);
    }

    [SkippableFact]
    public async Task Files_that_were_changed_added_moved_and_removed_by_hand_are_noticed()
    {
        await StoreAllAsync();
        await StoreAsync(Mentioning("one", "envelope SHOP-212"));
        await StoreAsync(Mentioning("two", "nothing"));
        await StoreAsync(Mentioning("three", "parcel"));
        var one = await System.IO.File.ReadAllTextAsync(File("docs", "one.md"));
        await System.IO.File.WriteAllTextAsync(File("docs", "one.md"), one.Replace("envelope SHOP-212", "stamp #41", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal));
        System.IO.File.Delete(File("docs", "two.md"));
        Directory.CreateDirectory(File("moved"));
        System.IO.File.Move(File("docs", "three.md"), File("moved", "three.md"));
        await System.IO.File.WriteAllTextAsync(File("docs", "how-we-work.md"), "# How we work\n\nOn SHOP-212, together.\n");
        await System.IO.File.WriteAllTextAsync(File("docs", "not a document.md"), "# Nothing\n");
        await System.IO.File.WriteAllTextAsync(File("docs", "one-copy.md"), one);
        _time.Now += TimeSpan.FromDays(1);

        var result = await _knowledge.RebuildAsync(CancellationToken.None);

        Assert.Equal((7, 1, 1, 1), (result.Documents, result.Added, result.Changed, result.Removed));
        Assert.Equal(["docs/not a document.md", "docs/one-copy.md"], result.Skipped.Select(skipped => skipped.Key).Order(StringComparer.Ordinal));
        Assert.Empty(await FoundAsync("envelope"));
        Assert.Equal(["docs/one.md"], await FoundAsync("stamp"));
        Assert.Equal(["pull/41"], await RelatedKeysAsync("one"));
        Assert.Equal(["moved/three.md"], await FoundAsync("parcel"));
        Assert.Equal(["docs/how-we-work.md"], await FoundAsync("together", query => query with { Kind = "note" }));
        Assert.Equal(["note/docs/how-we-work.md"], await RelatedKeysAsync("ticket/1"));
        Assert.Contains("- Note: [How we work](how-we-work.md)", await _knowledge.ReadAsync("docs/ticket-1.md", CancellationToken.None), StringComparison.Ordinal);
        Assert.Null(await _knowledge.FindByKeyAsync("two", CancellationToken.None));
        Assert.Equal(0, (await _knowledge.RebuildAsync(CancellationToken.None)).Changed);
    }

    [SkippableFact]
    public async Task What_a_link_leads_to_outside_of_the_folder_is_no_document()
    {
        Directory.CreateDirectory(_folder["outside"]);
        await System.IO.File.WriteAllTextAsync(_folder["outside", "other.md"], "# Other\n\nparcel\n");
        Directory.CreateSymbolicLink(File("folder"), _folder["outside"]);
        System.IO.File.CreateSymbolicLink(File("file.md"), _folder["outside", "other.md"]);

        var result = await _knowledge.RebuildAsync(CancellationToken.None);

        Assert.Equal((0, 0), (result.Documents, result.Added));
        Assert.Empty(await FoundAsync("parcel"));
    }

    [SkippableTheory]
    [InlineData("folder/1.md")]
    [InlineData("folder/deeper/1.md")]
    [InlineData("file.md")]
    public async Task Nothing_is_stored_through_a_link(string path)
    {
        Directory.CreateDirectory(_folder["outside"]);
        await System.IO.File.WriteAllTextAsync(_folder["outside", "other.md"], "# Other\n");
        Directory.CreateSymbolicLink(File("folder"), _folder["outside"]);
        System.IO.File.CreateSymbolicLink(File("file.md"), _folder["outside", "other.md"]);

        var refused = await Assert.ThrowsAsync<UnsafePathException>(() => StoreAsync(Document(1) with { Path = path }));

        Assert.Contains("is a symbolic link", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["# Other\n"], Directory.GetFiles(_folder["outside"], "*", SearchOption.AllDirectories).Select(System.IO.File.ReadAllText));
        Assert.Equal(0, await CountAsync(new()));
    }

    [SkippableFact]
    public async Task A_document_whose_folder_became_a_link_is_not_there_and_what_the_link_leads_to_stays()
    {
        await StoreAsync(Document(1));
        Directory.Move(File("github", "octo"), _folder["outside"]);
        Directory.CreateSymbolicLink(File("github", "octo"), _folder["outside"]);

        Assert.Null(await _knowledge.ReadAsync("github/octo/1.md", CancellationToken.None));
        await StoreAsync(Document(1) with { Path = "moved/1.md" });

        Assert.NotNull(await _knowledge.ReadAsync("moved/1.md", CancellationToken.None));
        Assert.True(System.IO.File.Exists(_folder["outside", "1.md"]));
    }

    [SkippableFact]
    public async Task It_does_not_open_where_files_would_first_be_written_elsewhere()
    {
        Directory.Delete(File(".incoming"));
        Directory.CreateDirectory(_folder["outside"]);
        await System.IO.File.WriteAllTextAsync(_folder["outside", "other"], "kept");
        Directory.CreateSymbolicLink(File(".incoming"), _folder["outside"]);

        await Assert.ThrowsAsync<LinkedPathException>(() => OpenAsync());

        Assert.True(System.IO.File.Exists(_folder["outside", "other"]));
    }

    [SkippableFact]
    public async Task What_was_changed_by_hand_and_indexed_is_put_right_when_it_is_stored_again()
    {
        await StoreAsync(Document(1));
        await System.IO.File.AppendAllTextAsync(File("github", "octo", "1.md"), "stamp\n");
        await _knowledge.RebuildAsync(CancellationToken.None);
        Assert.Equal(StoreChange.Updated, (await StoreAsync(Document(1))).Change);
        Assert.Empty(await FoundAsync("stamp"));
    }

    [SkippableFact]
    public async Task Storing_while_the_index_is_made_loses_nothing()
    {
        for (var i = 0; i < 120; i++)
        {
            await StoreAsync(Document(i));
        }

        await using var other = await OpenAsync();
        var rebuild = other.RebuildAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(100, 60).Select(i => StoreAsync(Document(i) with { Markdown = $"# Commit {i}\n\nlater\n" })));
        await rebuild;
        Assert.Equal(160, await CountAsync(new()));
        Assert.Equal(60, (await FoundAsync("later", query => query with { Limit = 100 })).Count());
    }

    [SkippableFact]
    public async Task Whoever_only_looks_sees_everything_and_stores_nothing()
    {
        await StoreAllAsync();
        await using var view = await ViewAsync();
        Assert.Single(await view.SearchAsync(new() { Text = "return labels" }, CancellationToken.None));
        Assert.NotNull(await view.ReadAsync("docs/ticket-1.md", CancellationToken.None));
    }
}
