using System.Text.Json;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Cli.Tests;

public sealed class KnowledgeTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cli-tests-").FullName;

    public async Task InitializeAsync()
    {
        await using var knowledge = await OpenAsync();
        foreach (var document in Documents())
        {
            await knowledge.StoreAsync(document, default);
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    public static KnowledgeDocument[] Documents() =>
    [
        new()
        {
            Key = "github/repository/1/commit/1",
            Path = "github/octo/hello/commits/1.md",
            Kind = "commit",
            Title = "Print \u001b[31mlabels\u001b[0m",
            Markdown = "# Print labels\n\nFor SHOP-212, so that the counter can print \u001b[31mreturn labels\u001b[0m.\n",
            Properties = new Dictionary<string, string> { ["repository"] = "octo/hello", ["date"] = "2025-03-03T10:00:00Z" },
        },
        new()
        {
            Key = "jira/issue/shop.example/1/summary",
            Path = "jira/shop.example/tickets/1.md",
            Kind = "ticket",
            Title = "SHOP-212: Labels at the counter",
            Markdown = "# SHOP-212: Labels at the counter\n",
            Properties = new Dictionary<string, string> { ["key"] = "SHOP-212", ["date"] = "2025-03-04T10:00:00Z" },
        },
    ];

    [Fact]
    public async Task Searches_and_shows_what_was_found_where()
    {
        var run = await RunAsync("kb", "search", "counter", "label*");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            """
            SHOP-212: Labels at the counter
                ticket, 2025-03-04  jira/shop.example/tickets/1.md
                SHOP-212: Labels at the counter

            Print ?[31mlabels?[0m
                commit, 2025-03-03  github/octo/hello/commits/1.md
                Print labels For SHOP-212, so that the counter can print ?[31mreturn labels?[0m.


            """,
            run.Output);
        Assert.DoesNotContain("commit,", (await RunAsync("kb", "search", "labels", "--kind", "ticket")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ticket,", (await RunAsync("kb", "search", "labels", "--repository", "octo/hello")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ticket,", (await RunAsync("kb", "search", "labels", "--to", "2025-03-04T00:00:00Z")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("commit,", (await RunAsync("kb", "search", "labels", "--from", "2025-03-04T00:00:00Z")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("commit,", (await RunAsync("kb", "search", "labels", "--limit", "1")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_json_for_scripts_and_exits_1_when_nothing_is_found()
    {
        using var found = JsonDocument.Parse((await RunAsync("kb", "search", "shop-212", "--kind", "commit", "--json")).Output);
        Assert.Equal("github/octo/hello/commits/1.md", Assert.Single(found.RootElement.EnumerateArray()).GetProperty("path").GetString());
        var none = await RunAsync("kb", "search", "\" AND (", "--json");
        Assert.Equal((1, "[]"), (none.ExitCode, none.Output.Trim()));
        Assert.Equal(1, (await RunAsync("kb", "search", "nothing")).ExitCode);
    }

    [Theory]
    [InlineData("jira/shop.example/tickets/1.md")]
    [InlineData("jira/issue/shop.example/1/summary")]
    public async Task Shows_a_document_by_path_or_key_with_its_links(string name)
    {
        var run = await RunAsync("kb", "show", name);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("DOCUMENT +jira/issue/shop.example/1/summary\npath +jira/shop.example/tickets/1.md\n", run.Output.ReplaceLineEndings("\n"));
        Assert.Matches("\ncommit +SHOP-212 +2025-03-03 +github/octo/hello/commits/1.md +Print ", run.Output.ReplaceLineEndings("\n"));
        Assert.Contains("# SHOP-212: Labels at the counter", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("kb", "show", "../secrets.json")).ExitCode);
    }

    [Fact]
    public async Task Makes_the_index_anew_and_names_what_is_no_document()
    {
        File.Delete(StorageSettings.KnowledgeFile(folder));
        Assert.Contains("webhooks kb rebuild", (await RunAsync("kb", "search", "labels")).Error, StringComparison.Ordinal);
        var run = await RunAsync("kb", "rebuild");
        Assert.Equal((0, "2 documents are in the index: 2 were new to it, 0 had been changed; 0 are gone."), (run.ExitCode, run.Output.Trim()));
        await File.WriteAllTextAsync(Path.Combine(StorageSettings.KnowledgeFolder(folder), "a b.md"), "# No\n");
        run = await RunAsync("kb", "rebuild");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Passed over 'a b.md': it has a character that is not allowed.", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("kb", "search", "labels")).ExitCode);
    }

    [Fact]
    public async Task A_mistaken_setting_is_named()
    {
        var config = Path.Combine(folder, "gateway.json");
        await File.WriteAllTextAsync(config, """{ "Webhooks": { "KnowledgeBase": { "ProjectKeys": "SHOP, shop-x", "GitHubHosts": "https://x", "Hosts": "y" } } }""");
        var run = await RunAsync("kb", "rebuild", "--config", config);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Webhooks:KnowledgeBase:ProjectKeys 'shop-x'", run.Error, StringComparison.Ordinal);
        Assert.Contains("Webhooks:KnowledgeBase:GitHubHosts 'https://x'", run.Error, StringComparison.Ordinal);
        Assert.Contains("Webhooks:KnowledgeBase:Hosts is not a setting.", run.Error, StringComparison.Ordinal);
    }

    private Task<KnowledgeBase> OpenAsync() =>
        KnowledgeBase.OpenAsync(StorageSettings.KnowledgeFolder(folder), StorageSettings.KnowledgeFile(folder), TimeProvider.System, default);

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync([.. arguments, "--data", folder]);
}
