using Webhooks.Activities.Commits;

namespace Webhooks.Workflows.Tests.Commits;

public sealed class CommitAnalysisTests
{
    [Fact]
    public void Reads_a_conventional_message()
    {
        var message = Message("""
            feat(Gateway)!: verify before decoding

            The digest is of the body.
            Fixes #12, octo/other#7 and ABC-34 (not UTF-8 or SHA-256).

            BREAKING CHANGE: forms are refused
            Co-authored-by: Ada <ada@example.org>
            Signed-off-by: Mona <mona@example.org>
            """);

        Assert.Equal("verify before decoding", message.Subject);
        Assert.Equal(("feat", "Gateway", true, "forms are refused"), (message.Type, message.Scope, message.Breaking, message.BreakingNote));
        Assert.Equal("The digest is of the body.\nFixes #12, octo/other#7 and ABC-34 (not UTF-8 or SHA-256).", message.Body);
        Assert.Equal(["#12", "octo/other#7", "ABC-34"], message.Issues);
        Assert.Equal(["Ada"], message.CoAuthors);
    }

    [Theory]
    [InlineData("Fix: the thing", "fix")]
    [InlineData("Note: the thing", null)]
    [InlineData("feature work: the thing", null)]
    [InlineData("feat:no space", null)]
    public void Takes_a_prefix_for_a_type_only_when_it_is_one(string message, string? type) => Assert.Equal(type, Message(message).Type);

    [Fact]
    public void Cuts_a_huge_message_and_says_how_much()
    {
        var message = Message("Subject\n\n" + new string('x', 20_000));

        Assert.Equal(8_000, message.Body.Length);
        Assert.Equal(12_000, message.BodyCut);
    }

    [Fact]
    public void Groups_files_by_top_folder_the_largest_first()
    {
        var analysis = Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), added: ["README.md", "b/1.cs"], modified: ["a/1.cs", "a/x/2.cs"], removed: ["a/3.json"]));

        Assert.Equal([("a", 3), ("", 1), ("b", 1)], analysis.Areas.Select(area => (area.Folder, area.Total())));
        Assert.Equal([ChangeKind.Code, ChangeKind.Configuration], analysis.Areas[0].Kinds);
    }

    [Fact]
    public void Bounds_folders_and_files()
    {
        var analysis = Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), modified: [.. Enumerable.Range(0, 3000).Select(number => $"folder{number % 40}/file{number}.cs")]));

        Assert.Equal(12, analysis.Areas.Count);
        Assert.All(analysis.Areas, area => Assert.Equal(5, area.Files.Count));
        Assert.Equal(28, analysis.OtherAreas);
        Assert.Equal(3000, analysis.Files());
    }

    [Theory]
    [InlineData("src/a.cs", ChangeKind.Code)]
    [InlineData("src/App.Tests/a.cs", ChangeKind.Tests)]
    [InlineData("web/button.test.ts", ChangeKind.Tests)]
    [InlineData("docs/setup.md", ChangeKind.Documentation)]
    [InlineData("LICENSE", ChangeKind.Documentation)]
    [InlineData("web/package-lock.json", ChangeKind.LockFile)]
    [InlineData("web/package.json", ChangeKind.Manifest)]
    [InlineData("CHANGELOG.md", ChangeKind.Manifest)]
    [InlineData(".github/workflows/ci.yml", ChangeKind.Build)]
    [InlineData("Dockerfile", ChangeKind.Build)]
    [InlineData("appsettings.json", ChangeKind.Configuration)]
    [InlineData("logo.png", ChangeKind.Asset)]
    [InlineData("data.bin", ChangeKind.Other)]
    public void Tells_the_kind_of_a_file(string path, ChangeKind kind) =>
        Assert.Equal([kind], Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), modified: [path])).Areas[0].Kinds);

    private static CommitMessage Message(string text) => Pushes.Analyse(Pushes.Commit(Pushes.Sha(1), text)).Message;
}
