using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webhooks.Activities.Documentation;
using Webhooks.Workflows.Tests.Commits;

namespace Webhooks.Workflows.Tests.Documents;

/// <summary>Whatever a commit's author writes, the document has our markup, our links and our front matter only.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public void Everything_at_once_stays_text() => AssertHarmless(HostileCommits.Worst());

    [Theory]
    [InlineData("[a](https://evil.example)")]
    [InlineData("`a``[x](https://evil.example)`")]
    [InlineData("``[x](https://evil.example)`` `")]
    [InlineData("\\`[x](https://evil.example)\\`")]
    [InlineData("`a`https://evil.example`b`<script>")]
    [InlineData("```\n[x](https://evil.example)")]
    [InlineData("    ```\n    [x](https://evil.example)\n    ~~~")]
    [InlineData("<https://evil.example>")]
    [InlineData("(HTTPS://evil.example), Www.evil.example.")]
    [InlineData("a\u2028# b\u2029<i>\u0085---\u000b===")]
    [InlineData("&lt;script&gt; &#60;script&#62;")]
    public void A_known_trick_stays_text(string trick)
    {
        AssertHarmless(Pushes.Commit(Pushes.Sha(1), trick));
        AssertHarmless(Pushes.Commit(Pushes.Sha(1), $"Subject\n\n{trick}\n{trick}\n\n- {trick}\n\nCo-authored-by: {trick.ReplaceLineEndings(" ")} <x@example.org>"));
        AssertHarmless(Pushes.Commit(Pushes.Sha(1), added: [trick, trick + "/" + trick]));
    }

    [Fact]
    public void Thousands_of_random_messages_stay_text()
    {
        string[] pieces = ["`", "``", "```", "\\", "[", "](", ")", "<", ">", "&", "*", "_", "|", "~", "#", "-", "+", "1.", "!", "@", "https://evil.example", "www.e.e", "\n", "\n\n", "    ", " ", "a", "ß", "\u202e", "---", "$"];
        var state = 0x2545F4914F6CDD1DUL;
        for (var i = 0; i < 3_000; i++)
        {
            var message = new StringBuilder();
            for (var length = 0; length < 25; length++)
            {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                message.Append(pieces[state % (ulong)pieces.Length]);
            }

            AssertHarmless(Pushes.Commit(Pushes.Sha(1), message.ToString(), added: [message.ToString()]));
        }
    }

    [Fact]
    public void The_front_matter_has_our_keys_only()
    {
        var markdown = CommitTemplate.Write(Pushes.Analyse(HostileCommits.Worst())).Markdown;

        var keys = markdown.Split('\n').Skip(1).TakeWhile(line => line != "---").Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]);

        Assert.Equal(["kind", "title", "repository", "repository_id", "commit", "branch", "date", "author", "breaking", "areas", "files_added", "files_modified", "files_removed", "generated"], keys);
    }

    [Theory]
    [InlineData("..", "hello")]
    [InlineData("../..", "../../../etc")]
    [InlineData("octo/../..", ".")]
    [InlineData("C:\\", "nul\0")]
    [InlineData("", "")]
    public void Names_of_owner_and_repository_never_leave_the_folder(string owner, string repository)
    {
        var path = DocumentPath.ForCommit(Pushes.Reference(Pushes.Sha(1), owner, repository));

        Assert.Equal(5, path.Split('/').Length);
        Assert.StartsWith("github/", path, StringComparison.Ordinal);
        Assert.DoesNotContain(path.Split('/'), part => part is "" or "." or ".." || part.Contains('\\', StringComparison.Ordinal) || part.Contains('\0', StringComparison.Ordinal));
        Assert.StartsWith("/base/github/", Path.GetFullPath(Path.Combine("/base", path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Tenants_do_not_share_a_path() => Assert.NotEqual(
        DocumentPath.ForCommit(Pushes.Reference(Pushes.Sha(1), entity: "@a/github/repository/1")),
        DocumentPath.ForCommit(Pushes.Reference(Pushes.Sha(1), entity: "@b/github/repository/1")));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:pass@github.com/octo/hello")]
    [InlineData("https://github.com/octo/hello?x=)[y](z")]
    [InlineData("https://github.com/octo/hello)%20[x](y")]
    [InlineData("/octo/hello")]
    public void A_repository_address_that_is_no_plain_web_page_gives_no_link(string page) =>
        Assert.Null(Activities.Commits.CommitLinks.From(page, Pushes.Sha(1), Pushes.Before, Pushes.After).Repository);

    private static void AssertHarmless(JsonObject commit) =>
        Harmless.Check(CommitTemplate.Write(Pushes.Analyse(commit)), JsonSerializer.Serialize(commit["message"]));
}
