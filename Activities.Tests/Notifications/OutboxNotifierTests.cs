using System.Text.RegularExpressions;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Tests.Graph;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Activities.Tests.Notifications;

public sealed partial class OutboxNotifierTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_notification_is_a_file_that_reads_well()
    {
        var file = await NotifyAsync(Notices.Deployment());

        Assert.Equal("DevOps", Path.GetFileName(Path.GetDirectoryName(file)));
        Assert.StartsWith("azure-deployment-web-1-", Path.GetFileName(file), StringComparison.Ordinal);
        Assert.Equal(
            """
            # web-1 was changed

            _To DevOps, 20 November 2026, 09:00 UTC_

            Written by mona.  
            It took 3 minutes.  

            Nothing else was touched.  

            - **Status:** Succeeded
            - **Resource group:** rg-web

            - [Change log](<https://contoso.sharepoint.com/web-1.md>)

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task The_same_notification_again_is_the_same_file()
    {
        Assert.Equal(await NotifyAsync(Notices.Deployment()), await NotifyAsync(Notices.Deployment()));
        Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Foreign_text_stays_text()
    {
        // Without code, which nothing comes of.
        var markdown = Code().Replace(await File.ReadAllTextAsync(await NotifyAsync(Notices.Hostile())), "code");

        Assert.DoesNotContain("](https://evil", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:alert(2)", markdown, StringComparison.Ordinal);
        Assert.Single(markdown.Split('\n'), line => line.StartsWith('#'));
        Assert.Single(markdown.Split('\n'), line => line.Contains("](<https://", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public async Task Whatever_channels_and_keys_are_called_it_stays_inside(string name)
    {
        await NotifyAsync(Notices.Deployment() with { Channel = name.Split('/').Length < 5 ? name : "x", Key = name });

        Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    private async Task<string> NotifyAsync(Notification notification)
    {
        await new OutboxNotifier(folder.Path, new TestClock()).NotifyAsync(notification, CancellationToken.None);
        return Assert.Single(Directory.GetFiles(folder.Path, "*.md", SearchOption.AllDirectories));
    }
}
