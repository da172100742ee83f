using Microsoft.AspNetCore.Http;
using Webhooks.Activities;
using Webhooks.Activities.GitHub.Api;
using Webhooks.Activities.Jira.Api;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Activities.Tests.GitHub;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Jira;
using Webhooks.Contracts.Identities;
using Webhooks.Contracts.Reports;

namespace Webhooks.Reports.Tests.Collecting;

/// <summary>GitHub and Jira are asked for what no delivery told.</summary>
public sealed class AskedTests : IAsyncLifetime
{
    private const string Day = "2026-11-19";

    private static readonly DateTimeOffset Noon = new(2026, 11, 19, 12, 0, 0, TimeSpan.Zero);

    private readonly ReportWorld world = new();
    private readonly TestClock clock = new();
    private readonly FakeJiraApi jira = new();
    private FakeGitHubApi gitHub = null!; // Set by InitializeAsync, which the runner calls before any test.

    public async Task InitializeAsync()
    {
        await world.InitializeAsync();
        gitHub = new FakeGitHubApi(clock);
        await gitHub.StartAsync();
        await jira.StartAsync();
        world.Settings = new ReportSettings { Repositories = ["octo/hello"] };
        world.GitHub = new GitHubClient(new GitHubSettings { ApiAddress = gitHub.Address, Token = FakeGitHubApi.Token, App = null }, clock);
        var site = new JiraSite { Host = TestDelivery.Site, ApiAddress = jira.Address, User = FakeJiraApi.User, Token = FakeJiraApi.Token };
        world.Jira = (new JiraClient(site, clock), site);
    }

    public async Task DisposeAsync()
    {
        world.GitHub?.Dispose();
        world.Jira?.Client.Dispose();
        await gitHub.DisposeAsync();
        await jira.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task Commits_that_no_delivery_told_are_added()
    {
        gitHub.Commits.AddRange([FakeGitHubApi.Commit(71), FakeGitHubApi.Commit(72), FakeGitHubApi.Commit(73), FakeGitHubApi.Commit(74, "2026-11-18T12:00:00Z")]);
        await world.AcceptAsync(TestDelivery.Push(Noon, 71), TestDelivery.Push(Noon.AddDays(1), 72) with { Outcome = TestDelivery.Filtered("no-new-commits") });

        var data = (await world.AggregateAsync(ReportKind.Daily, Day, Noon.AddDays(2))).Data;

        Assert.Equal([("octo/hello", 73), ("octo/shop", 71)], data.Commits.Select(commit => (commit.Repository, Convert.ToInt32(commit.Sha, 16))));
        Assert.Equal(("Commit 73", "Mona Lisa", null), (data.Commits[0].Title, data.Commits[0].Author, data.Commits[0].Branch));
        Assert.Empty(data.Missing);
    }

    [Fact]
    public async Task Commits_of_our_own_are_not()
    {
        world.Own = new OwnIdentities(logins: ["mona"]);
        gitHub.Commits.Add(FakeGitHubApi.Commit(73));
        Assert.Empty((await world.AggregateAsync(ReportKind.Daily, Day)).Data.Commits);
    }

    [Fact]
    public async Task What_deliveries_told_is_kept_when_nobody_answers()
    {
        gitHub.Interrupt = Refuse;
        jira.Interrupt = Refuse;
        await world.AcceptAsync(TestDelivery.Push(Noon, 71), TestDelivery.Issue(Noon, 1));

        var (_, edition, data) = await world.AggregateAsync(ReportKind.Daily, Day);

        Assert.Equal((1, 1), (data.Commits.Count, data.Tickets.Count));
        Assert.Equal([new(ReportSources.Commits, ErrorTypes.Authentication), new(ReportSources.Tickets, ErrorTypes.Authentication)], edition.Missing);
    }

    [Fact]
    public async Task Issues_that_no_delivery_told_are_added()
    {
        jira.Add(1, "2026-11-19T09:00:00Z");
        jira.Add(2, "2026-11-19T09:00:00Z");
        jira.Add(3, "2026-11-19T19:00:00Z");
        await world.AcceptAsync(TestDelivery.Issue(Noon, 1));

        var tickets = (await world.AggregateAsync(ReportKind.Daily, Day)).Data.Tickets;

        Assert.Equal([("SHOP-1", "Sell tea 1"), ("TES-2", "Say hello")], tickets.Select(ticket => (ticket.Key, ticket.Summary)));
        Assert.Equal(new Uri("https://example.atlassian.net/browse/TES-2"), tickets[1].Link);
    }

    private static Task<bool> Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.FromResult(true);
    }
}
