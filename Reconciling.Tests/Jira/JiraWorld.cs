using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webhooks.Contracts.Jira;
using Webhooks.Reconciling.Tests.Hosting;
using Webhooks.Storage.Ledger;

namespace Webhooks.Reconciling.Tests.Jira;

/// <summary>A fake Jira site, a real gateway, and the reconciler between them.</summary>
internal sealed class JiraWorld(ReconcilerWorld reconciler, FakeJira jira) : IAsyncDisposable
{
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(90);

    private const string Secret = "jira keeps this one";

    public ReconcilerWorld Reconciler { get; } = reconciler;

    public FakeJira Jira { get; } = jira;

    public static async Task<JiraWorld> StartAsync(string methods = "sha256")
    {
        var world = await ReconcilerWorld.StartAsync(
            ("Name", "hello"), ("Provider", "Jira"), ("Secrets:0:Value", Secret), ("Jira:Site", FakeJira.Site), ("Jira:SignatureMethods", methods));
        var jira = await FakeJira.StartAsync(world.NowAsync);
        await world.StartWorkerAsync(
            ("Webhooks:Sources:0:Reconcile:ApiAddress", jira.Address.ToString()),
            ("Webhooks:Sources:0:Reconcile:User", FakeJira.User),
            ("Webhooks:Sources:0:Reconcile:Token", FakeJira.Token),
            ("Webhooks:Sources:0:Reconcile:Jql", "project = TES"));
        return new JiraWorld(world, jira);
    }

    /// <summary>What the gateway has, oldest first.</summary>
    public async Task<IReadOnlyList<(DeliveryRecord Record, JiraIssueEvent Facts)>> DeliveriesAsync() =>
        [.. (await Reconciler.Gateway.ListAsync()).Reverse().Select(record => (record, JsonSerializer.Deserialize<Facts>(record.Event)!.JiraIssue))]; // Each has facts.

    /// <summary>Jira's own delivery of a change, which arrives.</summary>
    public async Task DeliverAsync(long issue, long changelog, DateTimeOffset at)
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""
            {"timestamp":{{at.ToUnixTimeMilliseconds()}},"webhookEvent":"jira:issue_updated","issue_event_type_name":"issue_generic",
            "issue":{"id":"{{issue}}","self":"https://{{FakeJira.Site}}/rest/api/2/issue/{{issue}}","key":"TES-{{issue}}","fields":{} },
            "changelog":{"id":"{{changelog}}","items":[{"field":"status","fieldId":"status"}]} }
            """);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Reconciler.Gateway.Address, "/webhooks/hello")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Atlassian-Webhook-Identifier", Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)));
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await Reconciler.DisposeAsync();
        await Jira.DisposeAsync();
    }

    private sealed record Facts(JiraIssueEvent JiraIssue);
}
