using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Temporalio.Exceptions;
using Webhooks.Activities.Graph;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Mail;

namespace Webhooks.Activities.Tests.Graph;

public sealed class MailTests : IAsyncLifetime
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly MailAttachment Small = Mails.Attachment("metrics.xlsx", Files.Octets(1_000_000));
    private static readonly MailAttachment Other = Mails.Attachment("notes.docx", Files.Octets(2_900_000));
    private static readonly MailAttachment Large = Mails.Attachment("deck.pptx", Files.Octets(7_000_000));

    private readonly TestClock clock = new();
    private FakeGraph graph = null!; // The runner calls InitializeAsync first.
    private GraphClient client = null!; // With it.
    private GraphMail mails = null!; // With it.

    public async Task InitializeAsync()
    {
        graph = await FakeGraph.StartNewAsync();
        client = graph.Client(clock);
        mails = new GraphMail(client, FakeGraph.Mailbox);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await graph.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_is_a_draft_and_then_sent()
    {
        var sent = await SendAsync(Mails.Plain() with { Cc = ["hubert@example.com", "MONA@example.com"], Html = "<p>All is well.</p>" });

        var mail = Assert.Single(graph.Mail.Sent);
        Assert.Equal(sent.MessageId, mail.MessageId);
        Assert.Matches("^<[0-9a-f]{40}@contoso\\.com>$", sent.MessageId);
        Assert.Equal("mona@example.com", (string?)mail.Json["toRecipients"]![0]!["emailAddress"]!["address"]); // Written.
        Assert.Equal("hubert@example.com", (string?)Assert.Single((JsonArray)mail.Json["ccRecipients"]!)!["emailAddress"]!["address"]); // Written.
        Assert.Equal(("html", "<p>All is well.</p>"), ((string?)mail.Json["body"]!["contentType"], (string?)mail.Json["body"]!["content"])); // Written.
    }

    [Fact]
    public async Task Small_attachments_go_with_the_draft()
    {
        await SendAsync(Mails.Plain(Small));

        AssertAttached(Small);
        Assert.Equal(3, graph.Asked.Count);
    }

    [Fact]
    public async Task Large_attachments_go_in_pieces()
    {
        await SendAsync(Mails.Plain(Large));

        AssertAttached(Large);
        Assert.Equal(3, Assert.Single(graph.Uploads).Starts.Count);
    }

    [Fact]
    public async Task Attachments_that_are_small_but_many_go_one_by_one()
    {
        await SendAsync(Mails.Plain(Small, Other, Large));

        AssertAttached(Small, Other, Large);
    }

    [Fact]
    public async Task Attachments_of_one_name_are_two()
    {
        await SendAsync(Mails.Plain(Small, Small with { Content = [1] }));

        Assert.Equal(2, Assert.Single(graph.Mail.Sent).Attachments.Select(each => each.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task Another_attempt_after_success_sends_nothing()
    {
        await SendAsync(Mails.Plain(Small));
        await SendAsync(Mails.Plain(Small));

        Assert.Single(graph.Mail.Mails);
    }

    [Theory]
    [InlineData("/messages")]
    [InlineData("/send")]
    [InlineData("/attachments")]
    public async Task An_attempt_whose_answer_is_lost_is_finished_by_the_next_one(string end)
    {
        graph.Mail.After = context =>
        {
            if (context.Request.Method == "POST" && context.Request.Path.Value!.EndsWith(end, StringComparison.Ordinal)) // It has a path.
            {
                graph.Mail.After = _ => { };
                context.Abort();
            }
        };

        Assert.Equal(ErrorTypes.Unavailable, (await FailureAsync(SendOnceAsync(Mails.Plain(Small, Other, Large)))).ErrorType);
        await SendAsync(Mails.Plain(Small, Other, Large));

        Assert.Single(graph.Mail.Mails);
        AssertAttached(Small, Other, Large);
    }

    [Fact]
    public async Task An_attachment_whose_last_answer_is_lost_is_attached_once()
    {
        graph.Mail.After = context =>
        {
            if (context.Request.Path.StartsWithSegments("/upload", StringComparison.Ordinal) && graph.Uploads[0].IsGone)
            {
                graph.Mail.After = _ => { };
                context.Abort();
            }
        };

        await SendAsync(Mails.Plain(Large));

        AssertAttached(Large);
        Assert.Single(graph.Uploads);
    }

    [Fact]
    public async Task A_session_of_an_attachment_that_expires_is_followed_by_another()
    {
        var pieces = 0;
        graph.Interrupt = context =>
        {
            graph.Uploads.ForEach(upload => upload.IsGone |= context.Request.Method == "PUT" && ++pieces == 2);
            return Task.FromResult(false);
        };

        await SendAsync(Mails.Plain(Large));

        AssertAttached(Large);
        Assert.Equal(2, graph.Uploads.Count);
    }

    [Fact]
    public async Task A_token_that_ends_between_draft_and_sending_is_replaced()
    {
        graph.Interrupt = context =>
        {
            graph.TokensGone = context.Request.Path.Value!.EndsWith("/send", StringComparison.Ordinal) ? 1 : graph.TokensGone; // It has a path.
            return Task.FromResult(false);
        };

        await SendAsync(Mails.Plain());

        Assert.Single(graph.Mail.Sent);
    }

    [Fact]
    public async Task A_draft_that_is_gone_without_a_mail_that_was_sent_is_a_failure()
    {
        graph.Interrupt = context =>
        {
            graph.Mail.Mails.RemoveAll(_ => context.Request.Path.Value!.EndsWith("/send", StringComparison.Ordinal)); // It has a path.
            return Task.FromResult(false);
        };

        Assert.Equal(ErrorTypes.Unavailable, (await FailureAsync(SendAsync(Mails.Plain()))).ErrorType);
    }

    [Fact]
    public async Task The_limit_of_the_promise_is_a_mailbox_that_does_not_show_yet_what_it_sent()
    {
        graph.Mail.IsSlow = true;
        await SendAsync(Mails.Plain());
        await SendAsync(Mails.Plain());

        Assert.Equal(2, graph.Mail.Sent.Count);
        Assert.Single(graph.Mail.Sent.Select(mail => mail.MessageId).Distinct());
    }

    [Theory]
    [InlineData(429, "120", ErrorTypes.RateLimited)]
    [InlineData(503, "120", ErrorTypes.Unavailable)]
    [InlineData(400, null, ErrorTypes.ProviderAnswer)]
    [InlineData(404, null, ErrorTypes.NotFound)]
    [InlineData(403, null, ErrorTypes.Authentication)]
    public async Task A_draft_that_is_refused_is_told_as_what_it_is(int status, string? after, string error)
    {
        graph.Interrupt = context =>
        {
            var isRefused = context.Request.Method == "POST";
            context.Response.StatusCode = isRefused ? status : StatusCodes.Status200OK;
            context.Response.Headers.RetryAfter = after;
            return Task.FromResult(isRefused);
        };

        var failure = await FailureAsync(SendAsync(Mails.Plain()));

        Assert.Equal(error, failure.ErrorType);
        Assert.Equal(after is null ? null : TimeSpan.FromMinutes(2), failure.NextRetryDelay);
    }

    private static Task<ApplicationFailureException> FailureAsync(Task call) => Assert.ThrowsAsync<ApplicationFailureException>(() => call);

    /// <summary>Waits within it pass.</summary>
    private async Task<SentMail> SendAsync(MailMessage message)
    {
        var call = SendOnceAsync(message);
        await clock.PassAsync(call, LongestWait);
        return await call;
    }

    private Task<SentMail> SendOnceAsync(MailMessage message) => mails.SendAsync(message, CancellationToken.None);

    private void AssertAttached(params MailAttachment[] expected)
    {
        var attached = Assert.Single(graph.Mail.Sent).Attachments;
        Assert.Equal(expected.Select(each => each.Name), attached.Select(each => each.Name));
        Assert.All(expected.Zip(attached), pair => Assert.True(pair.First.Content.AsSpan().SequenceEqual(pair.Second.Content)));
    }
}
