using System.Text.Json;
using Webhooks.Local.Secrets;

namespace Webhooks.Local.Tests;

public sealed class SecretsFileTests
{
    [Fact]
    public void Secrets_are_made_once_and_differ()
    {
        using var folder = new TemporaryFolder();

        var first = SecretsFile.ReadOrCreate(folder.Path);
        var second = SecretsFile.ReadOrCreate(folder.Path);

        Assert.Equal(first, second);
        Assert.Equal(3, new[] { first.GitHub, first.Jira, first.EventGrid }.Distinct().Count());
        Assert.All([first.GitHub, first.Jira, first.EventGrid], secret => Assert.Equal(64, secret.Length));
        using var file = JsonDocument.Parse(File.ReadAllText(SecretsFile.PathIn(folder.Path)));
        Assert.Equal(["github", "jira", "eventgrid"], file.RootElement.EnumerateObject().Select(property => property.Name));
    }

    [SkippableFact]
    public void Nobody_but_the_owner_can_read_them()
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix permissions.");
        if (OperatingSystem.IsWindows())
        {
            return; // For the compiler, which does not know that the line above ends the test.
        }

        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");

        SecretsFile.ReadOrCreate(data);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SecretsFile.PathIn(data)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
    }

    [Theory]
    [InlineData("{\"github\":\"s3cret-value\"")]
    [InlineData("{\"github\":\"s3cret-value\"}")]
    [InlineData("{\"github\":[\"s3cret-value\"],\"jira\":\"x\",\"eventgrid\":\"y\"}")]
    public void A_broken_file_is_refused_without_quoting_it(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(SecretsFile.PathIn(folder.Path), content);

        var failure = Assert.Throws<LocalFailureException>(() => SecretsFile.ReadOrCreate(folder.Path));

        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }
}
