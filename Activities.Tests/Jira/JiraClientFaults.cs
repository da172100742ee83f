using Webhooks.Activities.Jira.Api;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Providers;

namespace Webhooks.Activities.Tests.Jira;

public sealed class JiraClientFaults : ClientFaults
{
    private JiraClient client = null!; // Started before any call.

    protected override async Task<(FakeServer Server, IDisposable Client)> StartAsync()
    {
        var jira = new FakeJiraApi();
        jira.Add(7, "2026-11-01T09:00:00Z");
        await jira.StartAsync();
        client = new JiraClient(JiraClientTests.Site(jira), Clock);
        return (jira, client);
    }

    protected override async Task CallAsync(CancellationToken cancellationToken) =>
        Assert.Equal("TES-7", (await client.SearchAsync("updated >= \"2026-01-01 00:00\" ORDER BY updated ASC", ["summary"], null, cancellationToken)).Issues.Single().Key);
}
