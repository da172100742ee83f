using System.Text.Json.Nodes;
using Webhooks.Activities.Commits;

namespace Webhooks.Workflows.Tests.Commits;

public sealed class SignificanceTests
{
    public static TheoryData<string, string[], string?> Cases => new()
    {
        { "Merge pull request #4 from octo/feature", ["src/a.cs"], "merge" },
        { "Merge branch 'main' into feature", ["src/a.cs"], "merge" },
        { "Merge the two lists of prices", ["src/a.cs"], null },
        { "Explain the set-up", ["docs/setup.md", "README.md"], "documentation-only" },
        { "Explain the set-up", ["docs/setup.md", "src/a.cs"], null },
        { "Update dependencies", ["web/package-lock.json", "web/yarn.lock"], "lock-files-only" },
        { "Update dependencies", ["web/package-lock.json", "web/package.json"], null },
        { "Release v2.1.0", ["package.json", "CHANGELOG.md"], "version-bump" },
        { "chore(release): 2.1.0", ["package.json", "package-lock.json"], "version-bump" },
        { "2.1.0", ["Directory.Build.props"], "version-bump" },
        { "Release v2.1.0", ["package.json", "src/a.cs"], null },
        { "Take version 2 of the protocol", ["src/a.cs"], null },
        { "docs!: drop the old address", ["docs/setup.md"], null },
        { "Trigger the pipeline", [], null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_the_rule_by_which_a_commit_gets_no_document(string message, string[] modified, string? rule) =>
        Assert.Equal(rule, Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), message, modified: modified)).Rule);

    [Theory]
    [InlineData("dependabot[bot]", "dependabot[bot]", "bot")]
    [InlineData("Renovate", null, "bot")]
    [InlineData("Somebody", "GitHub-Actions", "bot")]
    [InlineData("Abbot", "abbot", null)]
    public void A_bot_is_known_by_its_name_or_login(string name, string? login, string? rule) => Assert.Equal(rule, Pushes.Analyse(By(name, login)).Rule);

    [Fact]
    public void A_rule_that_is_switched_off_does_not_count()
    {
        Assert.Equal("bot", Pushes.Analyse(By("x[bot]", null)).Rule);
        Assert.Null(Pushes.Analyse(By("x[bot]", null), new SignificanceOptions { SkipBots = false }).Rule);
        Assert.Null(Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), modified: ["README.md"]), new SignificanceOptions { SkipDocumentationOnly = false }).Rule);
    }

    private static JsonObject By(string name, string? login)
    {
        var commit = Pushes.Commit(Pushes.Sha(1));
        commit["author"] = Pushes.Person(name, "somebody@example.org", login);
        return commit;
    }
}
