using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Knowledge.Links;

namespace Webhooks.Storage.Tests.Knowledge;

public abstract partial class KnowledgeContract
{
    private const string Sha = "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c";
    private const string Merge = "8c5f2e1b7a3d4c6f9e0b1a2c3d4e5f60718293a4";

    [SkippableTheory]
    [InlineData("Return labels, SHOP-212", "ticket/1")]
    [InlineData("see https://shop.atlassian.net/browse/SHOP-212?x=1", "ticket/1")]
    [InlineData("Fixes #41", "pull/41")]
    [InlineData("GH-41", "pull/41")]
    [InlineData("like octo/hello#41", "pull/41")]
    [InlineData("(https://github.com/Octo/Hello/pull/41/files)", "pull/41")]
    [InlineData("after " + Merge, "pull/41")]
    [InlineData("This reverts commit " + Sha + ".", "commit/a")]
    [InlineData("since 0d1a26e6", "commit/a")]
    [InlineData("https://github.com/octo/hello/commit/" + Sha, "commit/a")]
    [InlineData("of /subscriptions/0000/resourceGroups/RG/providers/Microsoft.Web/sites/shop.", "azure/shop")]
    public async Task What_a_text_speaks_of_is_linked_in_both_directions_whichever_came_first(string text, string key)
    {
        await StoreAsync(Mentioning("early", text));
        await StoreAllAsync();
        await StoreAsync(Mentioning("late", text));
        Assert.Equal([key], await RelatedKeysAsync("early"));
        Assert.Equal([key], await RelatedKeysAsync("late"));
        Assert.Contains("early", await RelatedKeysAsync(key));
        Assert.Contains("late", await RelatedKeysAsync(key));
    }

    [SkippableTheory]
    [InlineData("UTF-8 and SHA-256, abc1234 and #42 and SHOP-2 and XSHOP-212 and SHOP-2121")]
    [InlineData("https://other.example/browse/SHOP-212 https://evil.example/octo/hello/pull/41 https://github.com/octo/hello/compare/0d1a26e...8c5f2e1")]
    [InlineData("octo/hello-2#41 other/hello#41 0d1a26 0d1a26f 20d1a26e")]
    public async Task What_only_looks_like_it_is_not_linked(string text)
    {
        await StoreAllAsync();
        await StoreAsync(Mentioning("one", text));
        Assert.Empty(await RelatedKeysAsync("one"));
    }

    [SkippableFact]
    public async Task A_branch_a_deployment_and_a_merge_are_linked_by_their_facts()
    {
        await StoreAllAsync();
        await StoreAsync(Of("work", "commit", new() { ["repository"] = "octo/hello", ["commit"] = new('7', 40), ["branch"] = "feature/labels" }));
        await StoreAsync(Of("trunk", "commit", new() { ["repository"] = "octo/hello", ["commit"] = new('8', 40), ["branch"] = "main" }));
        await StoreAsync(Of("pull/42", "pull-request", new() { ["repository"] = "octo/hello", ["number"] = "42", ["branch"] = "develop" }));
        await StoreAsync(Of("meeting", "commit", new() { ["repository"] = "octo/hello", ["commit"] = new('9', 40), ["branch"] = "develop" }));
        await StoreAsync(Of("deployed", "infrastructure-change", new() { ["repository"] = "octo/hello", ["deployment"] = "9", ["ref"] = "main", ["commit"] = Merge }));
        Assert.Equal(["pull/41"], await RelatedKeysAsync("work"));
        Assert.Empty(await RelatedKeysAsync("trunk"));
        Assert.Empty(await RelatedKeysAsync("meeting"));
        Assert.Equal(["pull/41"], await RelatedKeysAsync("deployed"));
    }

    [SkippableFact]
    public async Task Tenants_are_not_linked_with_each_other()
    {
        await StoreAllAsync();
        await StoreAsync(Mentioning("@acme/one", "SHOP-212"));
        await StoreAsync(Of("@acme/ticket", "ticket", new() { ["key"] = "SHOP-212" }));
        Assert.Equal(["@acme/ticket"], await RelatedKeysAsync("@acme/one"));
        Assert.Empty(await RelatedKeysAsync("ticket/1"));
    }

    [SkippableFact]
    public async Task The_files_show_their_links_from_both_sides_and_follow_their_changes()
    {
        await StoreAsync(Mentioning("one", "SHOP-212") with { Path = "github/octo/hello/commits/one.md", Title = "One" });
        Assert.DoesNotContain("## Related", await _knowledge.ReadAsync("github/octo/hello/commits/one.md", CancellationToken.None), StringComparison.Ordinal);

        await StoreAllAsync();
        Assert.EndsWith(
            "SHOP-212\n\n<!-- related -->\n## Related\n\n- Ticket: [Print *return* labels](../../../../docs/ticket-1.md), 4 March 2025\n".Replace("*", "\\*", StringComparison.Ordinal),
            await _knowledge.ReadAsync("github/octo/hello/commits/one.md", CancellationToken.None), StringComparison.Ordinal);
        Assert.EndsWith("- Commit: [One](../github/octo/hello/commits/one.md), 3 March 2025\n", await _knowledge.ReadAsync("docs/ticket-1.md", CancellationToken.None), StringComparison.Ordinal);

        await StoreAsync(Mentioning("one", "SHOP-212") with { Path = "github/octo/hi/commits/one.md", Title = "Once" });
        Assert.EndsWith("- Commit: [Once](../github/octo/hi/commits/one.md), 3 March 2025\n", await _knowledge.ReadAsync("docs/ticket-1.md", CancellationToken.None), StringComparison.Ordinal);

        await StoreAsync(Mentioning("one", "nothing") with { Path = "github/octo/hi/commits/one.md" });
        Assert.DoesNotContain("## Related", await _knowledge.ReadAsync("docs/ticket-1.md", CancellationToken.None), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_linked_document_that_is_stored_again_changes_nothing()
    {
        await StoreAllAsync();
        await StoreAsync(Mentioning("one", "SHOP-212 #41"));
        var files = Snapshot();
        _time.Now += TimeSpan.FromDays(1);
        Assert.Equal(StoreChange.Unchanged, (await StoreAsync(Mentioning("one", "SHOP-212 #41"))).Change);
        Assert.Equal(StoreChange.Unchanged, (await StoreAsync(Ticket())).Change);
        Assert.Equal(files, Snapshot());
    }

    [SkippableFact]
    public async Task A_title_stays_text_and_a_text_that_shows_such_a_section_is_not_cut()
    {
        const string Evil = "](https://evil.example) <img src=x> [click](javascript:alert(1)) `code` www.evil.example @octocat \u202Egpj";
        const string Shown = "```text\n\n<!-- related -->\n## Related\n\n- nothing\n```";
        await StoreAsync(Mentioning("evil", "SHOP-212\n\n" + Shown) with { Title = Evil });
        await StoreAllAsync();
        await StoreAsync(Ticket() with { Title = "Other" });
        var ticket = await _knowledge.ReadAsync("docs/ticket-1.md", CancellationToken.None);
        Assert.EndsWith(
            "- Commit: [\\](https:\\//evil.example) \\<img src=x\\> \\[click\\](javascript:alert(1)) \\`code\\` www\\.evil.example \\@octocat gpj](evil.md), 3 March 2025\n",
            ticket, StringComparison.Ordinal);
        var evil = await _knowledge.ReadAsync("docs/evil.md", CancellationToken.None);
        Assert.Contains(Shown + "\n\n<!-- related -->\n## Related\n\n- Ticket: [Other](ticket-1.md)", evil, StringComparison.Ordinal);
        Assert.Equal(3, evil!.Split("## Related").Length); // It was just read.
    }

    [SkippableFact]
    public async Task A_path_with_an_escape_in_it_is_linked_as_the_file_is_called()
    {
        await StoreAsync(Ticket());
        await StoreAsync(Mentioning("one", "SHOP-212") with { Path = KnowledgePath.Join("docs", "a b.md") });
        Assert.Contains("](a%2520b.md)", await _knowledge.ReadAsync("docs/ticket-1.md", CancellationToken.None), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Of_many_links_the_newest_are_shown()
    {
        await StoreAsync(Ticket());
        for (var i = 0; i < 25; i++)
        {
            await StoreAsync(Mentioning($"c{i:00}", "SHOP-212") with { Properties = Dated($"2025-03-01T10:{i:00}:00Z") });
        }

        var text = await _knowledge.ReadAsync("docs/ticket-1.md", CancellationToken.None);
        Assert.Contains("- Commit: [c24](c24.md), 1 March 2025\n- Commit: [c23]", text, StringComparison.Ordinal);
        Assert.EndsWith("- Commit: [c05](c05.md), 1 March 2025\n- … and more\n", text, StringComparison.Ordinal);
        Assert.Equal(25, (await RelatedKeysAsync("ticket/1")).Count());
    }

    [SkippableFact]
    public async Task Rules_say_what_counts_and_changed_rules_count_for_what_is_stored()
    {
        await StoreAsync(Of("ticket/2", "ticket", new() { ["key"] = "OPS-7" }));
        await StoreAllAsync();
        await StoreAsync(Mentioning("one", "SHOP-212, OPS-7, https://ghe.example/octo/hello/pull/41"));
        Assert.Equal(["ticket/1", "ticket/2"], (await RelatedKeysAsync("one")).Order(StringComparer.Ordinal));

        await ReopenAsync(new() { ProjectKeys = new HashSet<string> { "OPS" }, GitHubHosts = new HashSet<string> { "ghe.example" } });

        Assert.Equal(["pull/41", "ticket/2"], (await RelatedKeysAsync("one")).Order(StringComparer.Ordinal));
    }

    private protected async Task DisposeIndexAsync()
    {
        await _knowledge.DisposeAsync();
        _knowledge = null!; // Until it is opened again, if it is.
    }

    private protected async Task ReopenAsync(LinkRules? rules = null)
    {
        await (_knowledge?.DisposeAsync() ?? ValueTask.CompletedTask);
        _knowledge = await OpenAsync(rules);
    }

    private static KnowledgeDocument Ticket() =>
        Of("ticket/1", "ticket", new() { ["key"] = "SHOP-212", ["site"] = "shop.atlassian.net", ["date"] = "2025-03-04T10:00:00Z" }) with { Title = "Print *return* labels" };

    private static KnowledgeDocument Mentioning(string key, string text) =>
        Of(key, "commit", new() { ["repository"] = "octo/hello", ["date"] = "2025-03-03T10:00:00Z" }) with { Markdown = $"# {key}\n\n{text}\n" };

    private static KnowledgeDocument Of(string key, string kind, Dictionary<string, string> facts) => new()
    {
        Key = key,
        Path = $"docs/{key.Replace('/', '-')}.md",
        Kind = kind,
        Title = key,
        Markdown = $"# {key}\n",
        Properties = facts,
    };

    private async Task StoreAllAsync()
    {
        await StoreAsync(Ticket());
        await StoreAsync(Of("commit/a", "commit", new() { ["repository"] = "octo/hello", ["commit"] = Sha, ["branch"] = "main" }));
        await StoreAsync(Of("pull/41", "pull-request", new() { ["repository"] = "octo/hello", ["number"] = "41", ["branch"] = "feature/labels", ["merge_commit"] = Merge }));
        await StoreAsync(Of("azure/shop", "infrastructure-change", new() { ["resource_id"] = "/subscriptions/0000/resourcegroups/rg/providers/microsoft.web/sites/shop" }));
    }

    private async Task<IEnumerable<string>> RelatedKeysAsync(string key) =>
        (await _knowledge.RelatedAsync(key, CancellationToken.None)).Select(document => document.Key);

    /// <summary>Each file with its time.</summary>
    private List<(string, DateTime)> Snapshot() =>
        [.. Directory.GetFiles(Root, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, System.IO.File.GetLastWriteTimeUtc(path)))];
}
