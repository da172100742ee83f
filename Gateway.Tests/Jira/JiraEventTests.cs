using System.Net;
using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Jira;

public sealed class JiraEventTests : IDisposable
{
    private readonly GatewayApp app = JiraApp.Create();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task An_update_of_an_issue_becomes_a_small_fact_and_goes_to_its_workflow()
    {
        var record = await app.AcceptedAsync(new JiraDelivery().Signed());

        Assert.Equal("jira/issue/example.atlassian.net/10040", record.Entity);
        Assert.Equal("to JiraTicketHandlerWorkflow", record.Ending());
        var issue = record.Issue();
        Assert.NotNull(issue);
        Assert.Equal(("jira:issue_updated", "issue_generic", 10040L, "TES-41"), (issue.EventName, issue.EventType, issue.IssueId, issue.Key));
        Assert.Equal(("Fertig", "done", "5c5f880629be9642ba529340"), (issue.Status, issue.StatusCategory, issue.Actor));
        Assert.Equal(10225, issue.ChangelogId);
        Assert.Equal(new DateTimeOffset(2019, 2, 16, 3, 10, 1, 840, TimeSpan.Zero), issue.At);
        Assert.Equal(["status"], issue.ChangedFields);
        Assert.DoesNotContain("secret summary", Encoding.UTF8.GetString(record.Event ?? []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issue_that_was_moved_keeps_its_entity_because_its_id_stays()
    {
        var before = await app.AcceptedAsync(new JiraDelivery().Signed());
        var after = await app.AcceptedAsync(Body(JiraDelivery.Updated(key: "OPS-7")).Signed());

        Assert.Equal(before.Entity, after.Entity);
        Assert.NotEqual(before.DeliveryId, after.DeliveryId);
        Assert.Equal("OPS-7", after.Issue()?.Key);
    }

    [Fact]
    public async Task The_same_issue_number_of_another_site_is_another_entity()
    {
        var one = await app.AcceptedAsync(new JiraDelivery().Signed());
        var other = await app.AcceptedAsync(Body(JiraDelivery.Updated(site: "https://other.atlassian.net")).Signed());

        Assert.NotEqual(one.Entity, other.Entity);
    }

    [Theory]
    [InlineData("https://Example.Atlassian.NET", "example.atlassian.net")]
    [InlineData("http://example.atlassian.net", "example.atlassian.net")]
    [InlineData("https://jira.example:8443", "jira.example%3A8443")]
    [InlineData("https://host.example/jira", "host.example%2Fjira")]
    [InlineData("https://api.atlassian.com/ex/jira/11a4", "api.atlassian.com%2Fex%2Fjira%2F11a4")]
    public async Task A_site_is_what_stands_before_its_rest_interface(string site, string inEntity) => Assert.Equal(
        $"jira/issue/{inEntity}/10040",
        (await app.AcceptedAsync(Body(JiraDelivery.Updated(site: site)).Signed())).Entity);

    [Theory]
    [InlineData("1550286601840", "2019-02-16T03:10:01.8400000+00:00")]
    [InlineData("\"1550286601840\"", "2019-02-16T03:10:01.8400000+00:00")]
    [InlineData("1550286601", "2019-02-16T03:10:01.0000000+00:00")]
    [InlineData("\"2019-02-15T19:10:01.840-0800\"", "2019-02-15T19:10:01.8400000-08:00")]
    [InlineData("\"2019-02-16T03:10:01.840Z\"", "2019-02-16T03:10:01.8400000+00:00")]
    [InlineData("\"yesterday\"", null)]
    [InlineData("9223372036854775807", null)]
    [InlineData("-1", null)]
    [InlineData("null", null)]
    [InlineData("1e400", null)]
    public async Task Times_come_as_numbers_and_as_texts(string timestamp, string? expected)
    {
        var record = await app.AcceptedAsync(Body(JiraDelivery.Updated(timestamp: timestamp)).Signed());

        Assert.Equal("to JiraTicketHandlerWorkflow", record.Ending());
        Assert.Equal(expected, record.Issue()?.At?.ToString("O"));
    }

    [Theory]
    [InlineData("""{"field":"Status"}""", "status")]
    [InlineData("""{"field":"Статус","fieldId":"status"}""", "status")]
    [InlineData("""{"field":"Статус"}""", "статус")]
    [InlineData("""{"field":"Fix Version","fieldId":"fixVersions"}""", "fixversions")]
    [InlineData("""{"field":"status"},{"field":"STATUS"},{"field":7},7""", "status")]
    public async Task Fields_are_named_by_id_else_by_name_in_lower_case(string items, string expected)
    {
        const string usual = """{"field":"Status","fieldId":"status","from":"1","to":"3","toString":"Fertig"}""";
        var record = await app.AcceptedAsync(Body(JiraDelivery.Updated().Replace(usual, items, StringComparison.Ordinal)).Signed());

        Assert.Equal([expected], record.Issue()?.ChangedFields);
    }

    [Fact]
    public async Task A_comment_of_a_server_that_names_no_issue_is_about_the_issue_in_its_address()
    {
        var record = await app.AcceptedAsync(Body(
            """
            { "timestamp":1559607317234,"webhookEvent":"comment_created","comment":{
            "self":"http://jira.example:8080/rest/api/2/issue/10013/comment/10082","id":"10082","author":{"name":"lev","key":"levkey"} } }
            """).Signed());

        Assert.Equal("jira/issue/jira.example%3A8080/10013", record.Entity);
        Assert.Equal((10013L, 10082L, "levkey"), (record.Issue()?.IssueId, record.Issue()?.CommentId, record.Issue()?.Actor));
        Assert.Equal("to JiraTicketHandlerWorkflow", record.Ending());
    }

    [Theory]
    [InlineData("worklog_created", """ "worklog":{"self":"https://s.example/rest/api/2/issue/7/worklog/9","id":"9","issueId":"7"} """, "jira/issue/s.example/7", "to JiraTicketHandlerWorkflow")]
    [InlineData("project_created", """ "project":{"self":"https://s.example/rest/api/2/project/10","id":10,"key":"P"} """, "jira/project/s.example/10", "Filtered unsupported-event")]
    [InlineData("jira:version_released", """ "version":{"self":"https://s.example/rest/api/2/version/4","id":"4"} """, "jira/version/s.example/4", "Filtered unsupported-event")]
    [InlineData("sprint_started", """ "sprint":{"self":"https://s.example/rest/agile/1.0/sprint/3","id":3} """, "jira/sprint/s.example/3", "Filtered unsupported-event")]
    [InlineData("user_created", """ "user":{"self":"https://s.example/rest/api/2/user?accountId=a","accountId":"a"} """, null, "Filtered unsupported-event")]
    [InlineData("issuelink_created", """ "issueLink":{"id":1,"sourceIssueId":2,"destinationIssueId":3} """, null, "Filtered unsupported-event")]
    [InlineData("event_of_tomorrow", """ "thing":{"id":1} """, null, "Filtered unsupported-event")]
    [InlineData("worklog_created", """ "worklog":{"id":"9","issueId":"7"} """, null, "Quarantined site-unknown")]
    [InlineData("worklog_created", """ "worklog":{"self":"https://s.example/rest/api/2/issue/7/worklog/9","id":"9"} """, null, "Quarantined issue-id-invalid")]
    public async Task What_is_not_about_an_issue_is_taken_and_settled_by_a_named_rule(string name, string about, string? entity, string ending)
    {
        var record = await app.AcceptedAsync(Body($$"""{"timestamp":1559607317234,"webhookEvent":"{{name}}",{{about}}}""").Signed());

        Assert.Equal((entity, ending, name), (record.Entity, record.Ending(), record.EventName));
    }

    [Theory]
    [InlineData("", "body-empty")]
    [InlineData("{", "body-not-json")]
    [InlineData("[]", "body-not-an-object")]
    [InlineData("{}", "webhook-event-invalid")]
    [InlineData("""{"webhookEvent":"a b"}""", "webhook-event-invalid")]
    [InlineData("""{"webhookEvent":"jira:issue_updated","webhookEvent":"jira:issue_deleted"}""", "duplicate-key")]
    [InlineData("""{"webhookEvent":"jira:issue_updated","__proto__":{"issue":{"id":7}},"$type":"x"}""", "issue-id-invalid")]
    [InlineData("""{"webhookEvent":"jira:issue_updated","issue":{"id":null}}""", "issue-id-invalid")]
    [InlineData("""{"webhookEvent":"jira:issue_updated","issue":{"id":"TES-41"}}""", "issue-id-invalid")]
    [InlineData("""{"webhookEvent":"jira:issue_updated","issue":{"id":"99999999999999999999"}}""", "issue-id-invalid")]
    [InlineData("""{"webhookEvent":"jira:issue_updated","issue":{"id":7,"self":"https://u:p@s.example/rest/api"}}""", "site-unknown")]
    [InlineData("""{"webhookEvent":"jira:issue_updated","issue":{"id":7,"self":"file:///rest/api"}}""", "site-unknown")]
    public async Task A_signed_body_that_cannot_be_understood_is_kept_and_quarantined(string body, string reason)
    {
        var record = await app.AcceptedAsync(Body(body).Signed());

        Assert.Equal($"Quarantined {reason}", record.Ending());
        Assert.Equal(body.Length, record.Payload.Length);
        Assert.Null(record.Issue());
    }

    [Fact]
    public async Task A_source_with_a_site_speaks_for_no_other()
    {
        using var bound = JiraApp.Create(("Jira:Site", "example.atlassian.net"));

        Assert.Equal("to JiraTicketHandlerWorkflow", (await bound.AcceptedAsync(new JiraDelivery().Signed())).Ending());
        var foreign = await bound.AcceptedAsync(Body(JiraDelivery.Updated(site: "https://other.atlassian.net")).Signed());
        Assert.Equal(("Quarantined site-mismatch", (string?)null), (foreign.Ending(), foreign.Entity));
    }

    [Fact]
    public async Task A_link_of_issues_names_no_site_and_belongs_to_the_one_of_its_source()
    {
        using var bound = JiraApp.Create(("Jira:Site", "example.atlassian.net"));
        const string link = """{"timestamp":1559607317234,"webhookEvent":"issuelink_created","issueLink":{"id":1,"sourceIssueId":2,"destinationIssueId":3}}""";

        Assert.Equal("jira/issue/example.atlassian.net/2", (await bound.AcceptedAsync(Body(link).Signed())).Entity);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_content_type_other_than_json_is_refused(string type) =>
        await (await app.CreateClient().SendAsync(new JiraDelivery { ContentType = type }.Signed())).IsProblemAsync(
            HttpStatusCode.UnsupportedMediaType, "content-type-unsupported");

    private static JiraDelivery Body(string json) => new() { Body = Encoding.UTF8.GetBytes(json) };
}
