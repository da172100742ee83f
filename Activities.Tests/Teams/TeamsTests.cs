using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Temporalio.Exceptions;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Teams;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Notifications;

namespace Webhooks.Activities.Tests.Teams;

public sealed class TeamsTests : IAsyncLifetime
{
    private FakeTeams fake = null!; // The runner calls InitializeAsync first.
    private TeamsNotifier teams = null!; // With it.

    public async Task InitializeAsync()
    {
        fake = await FakeTeams.StartNewAsync();
        teams = fake.Notifier(new TestClock());
    }

    public async Task DisposeAsync()
    {
        teams.Dispose();
        await fake.DisposeAsync();
    }

    [Fact]
    public async Task A_notification_is_an_adaptive_card()
    {
        var card = await CardAsync(Notices.Deployment());

        Assert.Equal(("AdaptiveCard", "1.4"), ((string?)card["type"], (string?)card["version"]));
        Assert.Equal(
            ["web-1 was changed", "Written by mona.", "It took 3 minutes.", "Nothing else was touched.", "Status: Succeeded", "Resource group: rg-web"],
            Texts(card));
        var link = Assert.Single((JsonArray)card["actions"]!); // A card has actions.
        Assert.Equal(("Action.OpenUrl", "Change log", "https://contoso.sharepoint.com/web-1.md"), ((string?)link!["type"], (string?)link["title"], (string?)link["url"])); // Written.
    }

    [Fact]
    public async Task Foreign_text_is_shown_and_never_rendered()
    {
        var card = await CardAsync(Notices.Hostile());

        Assert.All((JsonArray)card["body"]!, block => Assert.Equal("RichTextBlock", (string?)block!["type"])); // A card has a body of blocks.
        Assert.All(Texts(card), text => Assert.False(text.Contains("{{", StringComparison.Ordinal) || text.Contains('\u202E')));
        Assert.Contains("[click](https://evil.example) **bold** <script>alert(1)</script> # Heading gpj { {DATE(2026-11-20T09:00:00Z)}}", Texts(card));
        Assert.Equal("https://contoso.sharepoint.com/a(b)_%3Cc%3E.md", (string?)Assert.Single((JsonArray)card["actions"]!)!["url"]); // Of the six links one is safe.
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\"")]
    [InlineData("é")]
    [InlineData("漢")]
    [InlineData("👩‍🚀")]
    [InlineData("\n\n\\")]
    [InlineData("{{")]
    [InlineData("word ")]
    public async Task A_text_of_40_KB_is_cut_and_says_so(string letter)
    {
        await CardAsync(Notices.Deployment() with { Text = string.Concat(Enumerable.Repeat(letter, 40 * 1024 / letter.Length)) });

        var card = fake.Cards[0]["attachments"]![0]!["content"]!; // Written.
        Assert.InRange(fake.Sizes[0], 20 * 1024, TeamsCard.LargestPayload);
        Assert.Contains("(Not all of it has room on a card.)", Texts(card));
        Assert.Contains("Status: Succeeded", Texts(card));
    }

    [Fact]
    public async Task However_large_every_part_is_there_is_a_card()
    {
        var huge = string.Concat(Enumerable.Repeat("漢\"👩‍🚀", 10_000));

        var card = await CardAsync(new Notification
        {
            Key = huge,
            Channel = "DevOps",
            Title = huge,
            Text = huge,
            Facts = [.. Enumerable.Range(0, 500).Select(i => new NotificationFact(huge, huge))],
            Links = [.. Enumerable.Range(0, 50).Select(i => new NotificationLink(huge, new Uri($"https://contoso.sharepoint.com/{new string('a', 900)}/{i}")))],
        });

        Assert.Equal(6, ((JsonArray)card["actions"]!).Count); // A card has actions.
    }

    [Theory]
    [InlineData(400, ErrorTypes.ProviderAnswer)]
    [InlineData(401, ErrorTypes.Authentication)]
    [InlineData(404, ErrorTypes.Configuration)]
    [InlineData(410, ErrorTypes.Configuration)]
    [InlineData(413, ErrorTypes.ProviderAnswer)]
    [InlineData(429, ErrorTypes.RateLimited)]
    [InlineData(500, ErrorTypes.Unavailable)]
    public async Task No_failure_tells_anything_of_the_address(int status, string error)
    {
        fake.Interrupt = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => CardAsync(Notices.Deployment()));

        Assert.Equal(error, failure.ErrorType);
        Assert.Contains("Webhooks:Notifications:Channels:DevOps", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeTeams.Secret, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("0a1b", failure.ToString(), StringComparison.Ordinal);
        Assert.Single(fake.Asked);
    }

    [Fact]
    public async Task Where_nobody_listens_no_failure_tells_the_address()
    {
        using var nobody = new TeamsNotifier(new Dictionary<string, Uri> { ["DevOps"] = new($"http://127.0.0.1:1/0a1b?sig={FakeTeams.Secret}") }, new TestClock());

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => nobody.NotifyAsync(Notices.Deployment(), CancellationToken.None));

        Assert.Equal(ErrorTypes.Unavailable, failure.ErrorType);
        Assert.DoesNotContain(FakeTeams.Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_without_an_address_is_a_mistake_of_the_configuration()
    {
        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => CardAsync(Notices.Deployment() with { Channel = "Alerts" }));

        Assert.Equal((ErrorTypes.Configuration, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains("Webhooks:Notifications:Channels:Alerts", failure.Message, StringComparison.Ordinal);
    }

    private static List<string> Texts(JsonNode card) =>
    [
        .. ((JsonArray)card["body"]!).Select(block => string.Concat(((JsonArray)block!["inlines"]!).Select(run => (string?)run!["text"]))), // A card has a body of blocks of runs.
    ];

    private async Task<JsonNode> CardAsync(Notification notification)
    {
        await teams.NotifyAsync(notification, CancellationToken.None);
        var message = Assert.Single(fake.Cards);
        Assert.Equal("message", (string?)message["type"]);
        var attachment = Assert.Single((JsonArray)message["attachments"]!); // A message has attachments.
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)attachment!["contentType"]); // Written.
        return attachment["content"]!; // Written.
    }
}
