namespace Webhooks.Local.Tests;

/// <summary>The first command of the README, with real processes.</summary>
[Collection("Processes")]
public sealed class DemoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task The_demo_documents_what_all_providers_tell_and_can_be_repeated()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Looks at processes through /proc.");
        using var folder = new TemporaryFolder();
        await using var local = new LocalProcess(folder.Path, "--demo");

        local.Start();
        Assert.True(await local.ExitAsync(Patience) == 0, local.Output);
        var documents = Documents(folder);
        local.Start();
        Assert.True(await local.ExitAsync(Patience) == 0, local.Output);

        Assert.Equal(["commit", "infrastructure-change", "pull-request", "ticket"], documents.Select(KindOf).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(documents, Documents(folder));
        var ticket = await File.ReadAllTextAsync(Assert.Single(documents, document => KindOf(document) == "ticket"));
        Assert.Contains("# SHOP-212: Print return labels at the counter\n", ticket, StringComparison.Ordinal);
        Assert.Contains("- Commit: [Print return labels at the counter (\\#43)](", ticket, StringComparison.Ordinal);
        Assert.Contains("- Pull request: [Pull request \\#43: Print return labels at the counter](", ticket, StringComparison.Ordinal);
        Assert.Contains("SHOP-212 is done", local.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Okafor", await File.ReadAllTextAsync(Assert.Single(documents, document => KindOf(document) == "infrastructure-change")), StringComparison.Ordinal);
        Assert.Empty(local.Children("Gateway").Concat(local.Children("Worker")));
    }

    [SkippableFact]
    public async Task Children_end_when_local_is_killed()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Looks at processes through /proc.");
        using var folder = new TemporaryFolder();
        await using var local = new LocalProcess(folder.Path);
        local.Start();
        await UntilAsync(() => local.Output.Contains("Running.", StringComparison.Ordinal), local);
        Assert.Single(local.Children("Gateway"));
        Assert.Single(local.Children("Worker"));

        await local.KillAsync();

        await UntilAsync(() => !local.Children("Gateway").Concat(local.Children("Worker")).Any(), local);
    }

    [SkippableFact]
    public async Task A_second_one_on_the_same_folder_says_so_and_leaves_the_first_alone()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Looks at processes through /proc.");
        using var folder = new TemporaryFolder();
        await using var first = new LocalProcess(folder.Path);
        await using var second = new LocalProcess(folder.Path);
        first.Start();
        await UntilAsync(() => first.Output.Contains("Running.", StringComparison.Ordinal), first);

        second.Start();

        Assert.Equal(1, await second.ExitAsync(Patience));
        Assert.Contains("temporal.db", second.Output.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Equal(0, await first.StopAsync());
    }

    /// <summary>The first line of every document's front matter.</summary>
    private static string KindOf(string document) => File.ReadLines(document).ElementAt(1)["kind: \"".Length..^1];

    private static List<string> Documents(TemporaryFolder folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(folder.Path, "knowledge-base"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static async Task UntilAsync(Func<bool> condition, LocalProcess local)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, local.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
