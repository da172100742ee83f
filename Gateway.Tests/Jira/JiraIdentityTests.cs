using System.Net;
using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Jira;

public sealed class JiraIdentityTests : IDisposable
{
    private readonly GatewayApp app = JiraApp.Create();
    private readonly HttpClient client;

    public JiraIdentityTests() => client = app.CreateClient();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task Five_retries_with_the_same_identifier_are_one_delivery()
    {
        var delivery = new JiraDelivery();
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);

        for (var retry = 1; retry <= 5; retry++)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.SendAsync((delivery with { Retry = $"{retry}" }).Signed())).StatusCode);
        }

        Assert.Equal(1, await app.CountAsync());
        Assert.Equal(5, (await app.AcceptedAsync(delivery.Signed())).DuplicateCount - 1);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("-3", 0)]
    [InlineData("many", 0)]
    [InlineData(null, 0)]
    public async Task How_often_it_was_tried_before_is_kept(string? retry, int expected) =>
        Assert.Equal(expected, (await app.AcceptedAsync(new JiraDelivery { Retry = retry }.Signed())).Issue()?.Retry);

    [Fact]
    public async Task The_same_identifier_of_another_site_is_another_delivery()
    {
        var delivery = new JiraDelivery();
        await client.SendAsync(delivery.Signed());

        var other = delivery with { Body = Encoding.UTF8.GetBytes(JiraDelivery.Updated(site: "https://other.atlassian.net")) };

        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(other.Signed())).StatusCode);
    }

    [Fact]
    public async Task The_same_identifier_through_another_source_is_another_delivery()
    {
        app.Settings.Put("Webhooks:Sources:3:Name", "jira-too");
        app.Settings.Put("Webhooks:Sources:3:Provider", "Jira");
        app.Settings.Change(("Webhooks:Sources:3:Secrets:0:Value", JiraDelivery.Secret));
        var delivery = new JiraDelivery();
        await client.SendAsync(delivery.Signed());

        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync((delivery with { Source = "jira-too" }).Signed())).StatusCode);
    }

    [Fact]
    public async Task Without_an_identifier_the_same_change_is_the_same_delivery()
    {
        var delivery = new JiraDelivery { Identifier = null };
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(delivery.Signed())).StatusCode);

        // As another serialiser would write it: a number as text, and spaces elsewhere.
        var again = delivery with { Body = Encoding.UTF8.GetBytes(JiraDelivery.Updated(timestamp: " \"1550286601840\"")) };
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(again.Signed())).StatusCode);
        Assert.Equal(1, await app.CountAsync());
    }

    [Theory]
    [InlineData("1550286601840", "1550286601841")]
    [InlineData("jira:issue_updated", "jira:issue_deleted")]
    [InlineData("\"id\":\"10040\"", "\"id\":\"10041\"")]
    [InlineData("\"id\":\"10225\"", "\"id\":\"10226\"")]
    [InlineData("example.atlassian.net", "other.atlassian.net")]
    [InlineData("issue_generic", "issue_commented")]
    [InlineData("\"user\":", "\"comment\":{\"id\":\"5\"},\"user\":")]
    [InlineData("\"user\":", "\"worklog\":{\"id\":\"5\"},\"user\":")]
    public async Task Without_an_identifier_another_change_is_another_delivery(string from, string to)
    {
        var delivery = new JiraDelivery { Identifier = null };
        await client.SendAsync(delivery.Signed());

        var other = delivery with { Body = Encoding.UTF8.GetBytes(JiraDelivery.Updated().Replace(from, to, StringComparison.Ordinal)) };

        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(other.Signed())).StatusCode);
    }

    [Theory]
    [InlineData("""{"timestamp":1559607317234,"webhookEvent":"user_created","user":{"accountId":"a"}}""", """{"timestamp":1559607317234,"webhookEvent":"user_created","user":{"accountId":"b"}}""")]
    [InlineData("not json", "not json either")]
    [InlineData("""{"webhookEvent":"project_created","project":{"id":7,"key":"A"}}""", """{"webhookEvent":"project_created","project":{"id":7,"key":"B"}}""")]
    public async Task Where_nothing_in_the_body_tells_two_events_apart_its_bytes_do(string one, string other)
    {
        var first = new JiraDelivery { Identifier = null, Body = Encoding.UTF8.GetBytes(one) };
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(first.Signed())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(first.Signed())).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync((first with { Body = Encoding.UTF8.GetBytes(other) }).Signed())).StatusCode);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a\u0001b")]
    [InlineData(null)]
    public async Task An_identifier_that_is_none_is_refused(string? identifier)
    {
        var delivery = new JiraDelivery { Identifier = identifier ?? new string('a', 500) };

        await (await client.SendAsync(delivery.Signed())).IsProblemAsync(HttpStatusCode.BadRequest, "delivery-id-invalid");
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Two_identifiers_are_refused() => await (await client.SendAsync(
        new JiraDelivery().Request(("X-Hub-Signature", JiraDelivery.Sign(new JiraDelivery().Body)), ("X-Atlassian-Webhook-Identifier", "second"))))
        .IsProblemAsync(HttpStatusCode.BadRequest, "delivery-id-invalid");

    [Fact]
    public async Task When_the_ledger_cannot_say_whether_it_is_known_Jira_is_asked_to_come_back()
    {
        await app.Store.Ledger.DisposeAsync();

        await (await client.SendAsync(new JiraDelivery().Signed())).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "storage-unavailable");
    }
}
