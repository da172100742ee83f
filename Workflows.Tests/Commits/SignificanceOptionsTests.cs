using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Jira;

namespace Webhooks.Workflows.Tests.Commits;

/// <summary>What makes a commit significant, as an operator configures it.</summary>
public sealed class SignificanceOptionsTests
{
    [Fact]
    public void Without_settings_everything_is_as_it_was()
    {
        var (options, mistakes) = Read();

        Assert.Empty(mistakes);
        Assert.True(options is { SkipBots: true, SkipMerges: true, SkipVersionBumps: true, SkipLockFilesOnly: true, SkipDocumentationOnly: true, OnlyAreas: false });
        Assert.True(options is { MinimumFiles: 0, MinimumLines: 0, LargeFiles: null, Areas.Count: 0, BreakingMarkers.Count: 0 });
        Assert.Contains("dependabot", options.Bots);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once_with_key_and_value()
    {
        (string Key, string Value)[] wrong =
        [
            ("SkipBots", "perhaps"), ("MinimumFiles", "-1"), ("MinimumLines", "few"), ("LargeFiles", "0"), ("Areas:0", "/src"), ("Areas:1", "src/../etc"),
            ("Areas:2", "src\\x"), ("Bots:0", " "), ("BreakingMarkers:0", "!!"),
        ];

        var (_, mistakes) = Read([.. wrong, ("Minimum", "1")]);

        Assert.All(wrong, entry => Assert.Contains(mistakes, mistake => mistake.Contains($"Webhooks:Commits:{entry.Key} '{entry.Value}'", StringComparison.Ordinal)));
        Assert.Contains("Webhooks:Commits:Minimum is not a setting.", mistakes);
        Assert.Equal(wrong.Length + 1, mistakes.Count);
    }

    [Fact]
    public void Settings_that_leave_nothing_or_contradict_each_other_are_mistakes()
    {
        Assert.Contains("Webhooks:Commits:Areas is empty", Assert.Single(Read(("OnlyAreas", "true")).Mistakes), StringComparison.Ordinal);
        Assert.Contains("Webhooks:Commits:LargeFiles '3'", Assert.Single(Read(("LargeFiles", "3"), ("MinimumFiles", "3")).Mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/billing/", "src/billing/a/b.cs", true)]
    [InlineData("src/billing/", "src/billing", false)]
    [InlineData("src/billing/", "x/src/billing/b.cs", false)]
    [InlineData("*.sql", "db/changes/1.sql", true)]
    [InlineData("*.sql", "1.sql", true)]
    [InlineData("*.sql", "1.sqlx", false)]
    [InlineData("docs/", "mydocs/a.md", false)]
    [InlineData("src/**/Api/*.cs", "src/Api/A.cs", true)]
    [InlineData("src/**/Api/*.cs", "src/a/b/Api/A.cs", true)]
    [InlineData("src/**/Api/*.cs", "src/a/Api/b/A.cs", false)]
    [InlineData("src/**", "src/a/b", true)]
    [InlineData("a?c.txt", "abc.txt", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("Infra/", "infra/main.tf", false)]
    public void A_pattern_says_which_paths_are_meant(string pattern, string path, bool isMeant) => Assert.Equal(isMeant, PathPattern.Parse(pattern)?.Matches(path));

    public static TheoryData<string, string[], string, string?> Decisions => new()
    {
        { "Explain billing", ["docs/billing.md"], "Areas:0=docs/billing.md", null },
        { "Explain billing", ["docs/other.md"], "Areas:0=docs/billing.md", "documentation-only" },
        { "Merge branch 'a' into b", ["docs/billing.md"], "Areas:0=docs/billing.md", "merge" },
        { "Change it", ["web/a.ts"], "Areas:0=src/;OnlyAreas=true", "outside-areas" },
        { "Change it", ["web/a.ts", "src/a.cs"], "Areas:0=src/;OnlyAreas=true", null },
        { "Change it", ["src/a.cs"], "MinimumFiles=2", "too-small" },
        { "Change it", ["src/a.cs", "src/b.cs"], "MinimumFiles=2", null },
        { "feat!: change it", ["src/a.cs"], "MinimumFiles=2", null },
        { "Change it", ["src/a.cs"], "MinimumFiles=2;Areas:0=src/", null },
        { "Change it [incompatible]", ["README.md"], "BreakingMarkers:0=[Incompatible]", null },
        { "Change it", ["a.md", "b.md", "c.md"], "LargeFiles=3", null },
        { "Change it", ["a.md", "b.md"], "LargeFiles=3", "documentation-only" },
        { "Change it", ["src/a.cs"], "Bots:0=Mona", "bot" },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Settings_decide(string message, string[] modified, string settings, string? rule)
    {
        var (options, mistakes) = Read([.. settings.Split(';').Select(setting => (setting.Split('=')[0], setting.Split('=')[1]))]);

        Assert.Empty(mistakes);
        Assert.Equal(rule, Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), message, modified: modified), options).Rule);
    }

    [Fact]
    public void A_marker_of_ours_makes_the_document_say_that_the_change_breaks()
    {
        var (options, _) = Read(("BreakingMarkers:0", "[incompatible]"));

        Assert.True(Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), "Change it [incompatible]"), options).Message.Breaking);
    }

    [Theory]
    [InlineData("Merge the lists", 2, "merge")]
    [InlineData("Merge branch 'a' into b", 1, null)]
    [InlineData("Merge branch 'a' into b", null, "merge")]
    public void Parents_say_what_a_merge_is_where_they_are_known(string message, int? parents, string? rule)
    {
        var commit = Commit(message) with { Details = parents is { } count ? Details(count, null) : null };

        Assert.Equal(rule, Significance.Rule(commit, CommitMessageParser.Parse(message), new SignificanceOptions()));
    }

    [Theory]
    [InlineData(9, "too-small")]
    [InlineData(10, null)]
    [InlineData(null, null)]
    public void Lines_count_where_they_are_known(int? lines, string? rule)
    {
        var commit = Commit("Change it") with { Details = Details(1, lines) };

        Assert.Equal(rule, Significance.Rule(commit, CommitMessageParser.Parse(commit.Message), new SignificanceOptions { MinimumLines = 10 }));
    }

    [Fact]
    public void Names_of_statuses_are_checked_too()
    {
        List<string> mistakes = [];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Webhooks:Tickets:DoneNames:0", ""), new("Webhooks:Tickets:DoneNames:1", "Shipped"), new("Webhooks:Tickets:Done", "x")]).Build();

        var options = TicketOptions.Read(configuration, mistakes);

        Assert.Equal(["Shipped"], options.DoneNames);
        Assert.Equal(2, mistakes.Count);
    }

    private static CommitDetails Details(int parents, int? lines) => new() { Additions = lines - 1, Deletions = lines is null ? null : 1, Parents = [.. Enumerable.Range(1, parents).Select(Pushes.Sha)] };

    private static Activities.GitHub.PushedCommit Commit(string message) =>
        Activities.GitHub.PushPayload.Parse(Pushes.Body(Pushes.Commit(Pushes.Sha(1), message))).Find(Pushes.Sha(1))!; // It was just put there.

    private static (SignificanceOptions Options, List<string> Mistakes) Read(params (string Key, string Value)[] settings)
    {
        List<string> mistakes = [];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"{SignificanceOptions.Section}:{setting.Key}", (string?)setting.Value)))
            .Build();
        return (SignificanceOptions.Read(configuration, mistakes), mistakes);
    }
}
