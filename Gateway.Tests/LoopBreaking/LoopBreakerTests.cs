using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Tests.EventGrid;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Gateway.Tests.Replaying;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Tests.LoopBreaking;

/// <summary>What we did ourselves is marked on its way to the entity's workflow, whoever tells of it.</summary>
public sealed class LoopBreakerTests : IDisposable
{
    private const string Sha = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
    private const string Application = "0f4b7c1e-58a5-4c8f-9a55-0d0b6f1f7a11";

    private readonly GatewayApp app = JiraApp.Create();

    public LoopBreakerTests()
    {
        EventRequest.Put(app, 3, "azure", ("Secrets:0:Value", EventRequest.Secret), ("EventGrid:SecretHeader", "X-Grid-Secret"));
        Put("Logins:0", "docs-writer[bot]");
        Put("Emails:0", "docs@example.org");
        Put("AccountIds:0", "712020:our-account");
        Put("AppIds:0", "4242");
        Put("AppIds:1", Application);
        Put("Markers:0", "Made by the docs writer");
    }

    public void Dispose() => app.Dispose();

    public static TheoryData<string, string, bool> Bodies => new()
    {
        { "push", """ "sender":{"login":"Docs-Writer[bot]"} """, true },
        { "push", """ "pusher":{"name":"docs-writer[bot]"} """, true },
        { "push", """ "pusher":{"name":"mona","email":"docs%example.org"} """, true },
        { "push", """ "sender":{"login":"mona"},"pusher":{"name":"mona","email":"mona%example.org"} """, false },
        { "pull_request", """ "sender":{"login":"docs-writer[bot]"} """, true },
        { "pull_request", """ "pull_request":{@,"user":{"login":"docs-writer[bot]"} },"sender":{"login":"mona"} """, true },
        { "pull_request", """ "pull_request":{@,"body":"New pages.\r\n\r\nMade by the docs writer\r\n"} """, true },
        { "pull_request", """ "pull_request":{@,"body":"New pages.\n<!-- written-by: webhooks-gateway -->"} """, true },
        { "pull_request", """ "pull_request":{@,"body":"> Made by the docs writer\nIs that so?","user":{"login":"mona"} } """, false },
        { "pull_request_review", """ "review":{"id":1,"state":"commented","user":{"login":"docs-writer[bot]"} } """, true },
        { "pull_request_review", """ "review":{"id":1,"state":"commented","body":"Looks right.\nWritten-By: webhooks-gateway"} """, true },
        { "pull_request_review", """ "review":{"id":1,"state":"approved","user":{"login":"mona"},"body":null} """, false },
        { "deployment", """ "deployment":{#,"performed_via_github_app":{"id":4242} } """, true },
        { "deployment", """ "sender":{"login":"docs-writer[bot]"} """, true },
        { "deployment", """ "deployment":{#,"performed_via_github_app":{"id":7} } """, false },
        { "deployment_status", """ "deployment_status":{"id":5,"state":"success","performed_via_github_app":{"id":4242} } """, true },
        { "deployment_status", """ "deployment":{#,"performed_via_github_app":{"id":4242} },"deployment_status":{"id":5,"state":"success","performed_via_github_app":null} """, false },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task What_we_did_on_GitHub_is_marked(string name, string members, bool isOwn)
    {
        var record = await app.AcceptedAsync(GitHub(name, members));

        Assert.StartsWith("to ", record.Ending(), StringComparison.Ordinal);
        Assert.Equal(isOwn, DeliveryFacts.FromJson(record.Event).OwnChange);
    }

    [Theory]
    [InlineData("jira:issue_updated", """ "user":{"accountId":"712020:our-account"} """, true)]
    [InlineData("jira:issue_updated", """ "user":{"accountId":"1","emailAddress":"Docs@example.org"} """, true)]
    [InlineData("jira:issue_updated", """ "user":{"key":"JIRAUSER1","name":"712020:our-account"} """, true)]
    [InlineData("jira:issue_updated", """ "user":{"accountId":"1","emailAddress":"mona@example.org"} """, false)]
    [InlineData("comment_created", """ "comment":{"id":"7","author":{"accountId":"712020:our-account"} } """, true)]
    [InlineData("comment_created", """ "comment":{"id":"7","author":{"accountId":"1"},"body":"A summary is there.\nMade by the docs writer"} """, true)]
    [InlineData("comment_created", """ "comment":{"id":"7","author":{"accountId":"1"},"body":{"type":"doc"} } """, false)]
    [InlineData("comment_updated", """ "comment":{"id":"7","author":{"accountId":"712020:our-account"},"updateAuthor":{"accountId":"1"} } """, false)]
    [InlineData("jira:issue_updated", """ "user":{"accountId":"1"},"comment":{"id":"7","body":"Made by the docs writer"} """, false)]
    [InlineData("worklog_created", """ "worklog":{"id":"7","issueId":"10040","author":{"accountId":"712020:our-account"} } """, true)]
    public async Task What_we_did_in_Jira_is_marked(string name, string members, bool isOwn)
    {
        var body = $$"""{"timestamp":1550286601840,"webhookEvent":"{{name}}","issue":{"id":"10040","self":"https://example.atlassian.net/rest/api/2/issue/10040"},{{members}} }""";

        var record = await app.AcceptedAsync(new JiraDelivery { Body = Encoding.UTF8.GetBytes(body) }.Signed());

        Assert.Equal("to JiraTicketHandlerWorkflow", record.Ending());
        Assert.Equal(isOwn, DeliveryFacts.FromJson(record.Event).OwnChange);
    }

    [Theory]
    [InlineData("""{"claims":{"appid":"0F4B7C1E-58A5-4C8F-9A55-0D0B6F1F7A11"} }""", true)]
    [InlineData("""{"claims":{"azp":"0f4b7c1e-58a5-4c8f-9a55-0d0b6f1f7a11"} }""", true)]
    [InlineData("""{"claims":"{\"appid\":\"0f4b7c1e-58a5-4c8f-9a55-0d0b6f1f7a11\"}"}""", true)]
    [InlineData("""{"claims":{"http://schemas.microsoft.com/identity/claims/objectidentifier":"0f4b7c1e-58a5-4c8f-9a55-0d0b6f1f7a11"} }""", true)]
    [InlineData("""{"authorization":{"evidence":{"principalId":"0f4b7c1e58a54c8f9a550d0b6f1f7a11"} } }""", true)]
    [InlineData("""{"caller":"0f4b7c1e-58a5-4c8f-9a55-0d0b6f1f7a11"}""", true)]
    [InlineData("""{"caller":"docs@example.org"}""", true)]
    [InlineData("""{"claims":{"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"docs@example.org"} }""", true)]
    [InlineData("""{"claims":{"appid":"c44b4083-3bb0-49c1-b47d-974e53cbdf3c","upn":"mona@example.org"},"caller":"mona@example.org"}""", false)]
    [InlineData("""{"claims":"no JSON"}""", false)]
    [InlineData("""{"claims":[]}""", false)]
    public async Task What_we_did_in_Azure_is_marked_and_nobody_is_named(string data, bool isOwn)
    {
        var record = await AzureAsync(data);

        Assert.Equal("to AzureDeploymentHandlerWorkflow", record.Ending());
        Assert.Equal(isOwn, DeliveryFacts.FromJson(record.Event).OwnChange);
        var stored = Encoding.UTF8.GetString(await new PayloadReader(Path.Combine(app.DataFolder, "journal")).ReadAsync(record.Payload, CancellationToken.None))
            + Encoding.UTF8.GetString(record.Event ?? []);
        Assert.DoesNotContain("0f4b7c1e", stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("example.org", stored, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_replay_keeps_what_was_decided_before_the_names_were_taken_out()
    {
        var client = app.CreateClient();
        var original = await AzureAsync($$"""{"claims":{"appid":"{{Application}}"} }""");

        var replay = await client.ReplayedAsync(new { deliveryId = original.DeliveryId, reason = "to see", acceptUnverified = true });

        Assert.True(DeliveryFacts.FromJson((await app.FindAsync(replay.FirstNew()))?.Event).OwnChange);
    }

    [Fact]
    public async Task Who_the_rest_of_the_configuration_says_we_are_needs_no_second_mention()
    {
        using var other = JiraApp.Create(("Reconcile:User", "reconciler@example.org"));
        other.Settings.Put("Webhooks:GitHub:App:Id", "99");
        other.Settings.Put("Webhooks:Jira:User", "summaries");
        async Task<bool> IsOwnAsync(HttpRequestMessage request) => DeliveryFacts.FromJson((await other.AcceptedAsync(request)).Event).OwnChange;

        Assert.True(await IsOwnAsync(GitHub("deployment", """ "deployment":{#,"performed_via_github_app":{"id":99} } """)));
        Assert.True(await IsOwnAsync(Jira("""{"accountId":"1","emailAddress":"reconciler@example.org"}""")));
        Assert.True(await IsOwnAsync(Jira("""{"name":"summaries"}""")));
        Assert.False(await IsOwnAsync(Jira("""{"name":"mona"}""")));
    }

    [Fact]
    public async Task Somebody_s_own_account_that_we_only_read_with_can_be_left_out()
    {
        using var other = JiraApp.Create(("Reconcile:User", "mona@example.org"));
        other.Settings.Put("Webhooks:LoopBreaker:IncludeConfigured", "false");

        Assert.False(DeliveryFacts.FromJson((await other.AcceptedAsync(Jira("""{"accountId":"1","emailAddress":"mona@example.org"}"""))).Event).OwnChange);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once()
    {
        (string Key, string Value)[] wrong =
        [
            ("Logins:0", "octo cat"), ("Emails:0", "nobody"), ("Emails:1", "a@"), ("AccountIds:0", " "), ("AppIds:0", "12/3"), ("Markers:0", "short"),
            ("Markers:1", "two\nlines of it"), ("IncludeConfigured", "perhaps"), ("Login", "x"),
        ];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(wrong.Select(entry => KeyValuePair.Create($"Webhooks:LoopBreaker:{entry.Key}", (string?)entry.Value))).Build();

        var mistakes = ConfigurationSetup.MistakesOf(configuration, new WebhooksOptions());

        Assert.All(wrong, entry => Assert.Contains(mistakes, mistake => mistake.StartsWith($"Webhooks:LoopBreaker:{entry.Key} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nobody_is_ours_unless_somebody_says_so()
    {
        var own = new OwnIdentities();

        Assert.False(own.Made(new ChangeOrigin { Logins = [null, "", "mona"], Emails = [""], Accounts = ["x"], Applications = ["1"], Texts = ["", null, "<!-->", "-->"] }));
        Assert.True(own.Made(new ChangeOrigin { Texts = [$"docs: write\n\nSigned-off-by: A <a@b>\n{OwnIdentities.Mark}\n"] }));
    }

    private static HttpRequestMessage Jira(string user) => new JiraDelivery
    {
        Body = Encoding.UTF8.GetBytes(
            $$"""{"timestamp":1550286601840,"webhookEvent":"jira:issue_updated","user":{{user}},"issue":{"id":"10040","self":"https://example.atlassian.net/rest/api/2/issue/10040"} }"""),
    }.Signed();

    /// <summary>The least that makes an event of this name, changed in some members.</summary>
    private static HttpRequestMessage GitHub(string name, string members)
    {
        const string Request = $$""" "number":2,"head":{"sha":"{{Sha}}"},"base":{"ref":"main"} """;
        const string Deployment = $$""" "id":9,"environment":"production","ref":"main","sha":"{{Sha}}" """;
        var body = JsonNode.Parse(Delivery.Push())!.AsObject(); // Not null: the push is an object.
        body["action"] = "submitted";
        body["pull_request"] = JsonNode.Parse($"{{{Request}}}");
        body["deployment"] = JsonNode.Parse($"{{{Deployment}}}");
        body["deployment_status"] = name == "deployment_status" ? new JsonObject { ["id"] = 5, ["state"] = "success" } : null;
        foreach (var (key, value) in JsonNode.Parse($"{{{members.Replace("@", Request, StringComparison.Ordinal).Replace("%", "@", StringComparison.Ordinal).Replace("#", Deployment, StringComparison.Ordinal)}}}")!.AsObject())
        {
            body[key] = value?.DeepClone();
        }

        return new Delivery { Event = name, Body = Encoding.UTF8.GetBytes(body.ToJsonString()) }.Signed();
    }

    private async Task<Storage.Ledger.DeliveryRecord> AzureAsync(string data)
    {
        var subject = "/subscriptions/0000/resourceGroups/rg/providers/Microsoft.Web/sites/shop";
        var request = new EventRequest { Body = EventRequest.Event(Guid.NewGuid().ToString("N"), type: "Microsoft.Resources.ResourceWriteSuccess", data: data, subject: subject) };
        return await app.AcceptedAsync(request.Request());
    }

    private void Put(string name, string value) => app.Settings.Put($"Webhooks:LoopBreaker:{name}", value);
}
