using System.Net;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Secrets;

public sealed class FileSecretTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GatewayApp app = new();

    private string Secret => Path.Combine(folder.Path, "secret");

    public void Dispose()
    {
        app.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("filed")]
    [InlineData("filed\n")]
    [InlineData("filed\r\n")]
    public async Task Line_ends_after_the_secret_are_no_part_of_it(string content)
    {
        var client = Start(content);

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "filed"));
    }

    [Theory]
    [InlineData(" filed")]
    [InlineData("filed ")]
    [InlineData("fi\nled")]
    public async Task All_other_white_space_is(string content)
    {
        var client = Start(content);

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "filed"));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, content));
    }

    [Fact]
    public async Task A_secret_that_can_be_found_out_by_trying_is_warned_of_without_being_shown()
    {
        var client = Start("fifteen-bytes-x");
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "fifteen-bytes-x"));
        Assert.Single(Warnings());
        await File.WriteAllTextAsync(Secret, "sixteen-bytes-xy");
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "sixteen-bytes-xy"));
        Assert.Contains("Secret 0 of source hello", Assert.Single(Warnings()), StringComparison.Ordinal);
        Assert.DoesNotContain(app.LogLines, line => line.Contains("fifteen-bytes", StringComparison.Ordinal));

        List<string> Warnings() => [.. app.LogLines.Where(line => line.Contains("shorter than 16 bytes", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Case_24_what_is_written_into_the_file_counts_for_the_next_request()
    {
        var client = Start("first-1");
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first-1"));

        // As long as the one before and within the same tick of the file's clock: neither tells that it changed.
        await File.WriteAllTextAsync(Secret, "other-2");

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "other-2"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "first-1"));
    }

    [Fact]
    public async Task A_file_renamed_over_it_counts_for_the_next_request()
    {
        var client = Start("first");
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));

        await File.WriteAllTextAsync($"{Secret}.new", "second\n");
        File.Move($"{Secret}.new", Secret, overwrite: true);

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "second"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "first"));
    }

    [SkippableFact]
    public async Task A_link_that_is_turned_as_Kubernetes_does_counts_for_the_next_request()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        Version("..1", "first");
        Version("..2", "second");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "..data"), "..1");
        File.CreateSymbolicLink(Secret, Path.Combine("..data", "secret"));
        var client = Start(content: null);
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));

        Directory.Delete(Path.Combine(folder.Path, "..data"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "..data"), "..2");

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "second"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "first"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("\uFEFFsecond")]
    public async Task Case_25_a_file_that_cannot_be_used_any_more_changes_nothing_and_is_reported_once(string? content)
    {
        var client = Start("first");
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));

        File.Delete(Secret);
        if (content is not null)
        {
            await File.WriteAllTextAsync(Secret, content);
        }

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "first"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, ""));
        var report = Assert.Single(app.LogLines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Contains(Secret, report, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Secret, "second");
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(client, "second"));
        Assert.Contains(app.LogLines, line => line.Contains("can be read again", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_file_that_others_may_read_is_warned_about_and_one_that_they_may_not_is_not()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Files have no mode on Windows.");
        }

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var hidden = Path.Combine(folder.Path, "hidden");
        await File.WriteAllTextAsync(hidden, "hidden");
        File.SetUnixFileMode(hidden, owner);
        await File.WriteAllTextAsync(Secret, "shown");
        File.SetUnixFileMode(Secret, owner | UnixFileMode.GroupRead);
        app.Settings.Put("Webhooks:Sources:0:Secrets:1:File", hidden);

        Start(content: null);

        Assert.Contains(Secret, Assert.Single(app.LogLines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("owner", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private void Version(string name, string content) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName, "secret"), content);

    private HttpClient Start(string? content)
    {
        if (content is not null)
        {
            File.WriteAllText(Secret, content);
        }

        app.Settings.Put("Webhooks:Sources:0:Secrets:0:Value", null);
        app.Settings.Put("Webhooks:Sources:0:Secrets:0:File", Secret);
        return app.CreateClient();
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string secret) =>
        (await client.SendAsync(new Delivery { Secret = secret }.Signed())).StatusCode;
}
