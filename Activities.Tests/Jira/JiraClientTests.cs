using Microsoft.AspNetCore.Http;
using Temporalio.Exceptions;
using Webhooks.Activities.Jira.Api;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Jira;

public sealed class JiraClientTests : IAsyncLifetime
{
    private const string Everything = "updated >= \"2000-01-01 00:00\" ORDER BY updated ASC";

    private static readonly DateTimeOffset From = new(2026, 11, 19, 0, 0, 0, TimeSpan.Zero);

    private readonly TestClock clock = new();
    private FakeJiraApi jira = null!; // Set by InitializeAsync, which the runner calls before any test.
    private JiraClient client = null!; // Likewise.

    public async Task InitializeAsync()
    {
        jira = new FakeJiraApi();
        await jira.StartAsync();
        client = new JiraClient(Site(jira), clock);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await jira.DisposeAsync();
    }

    [Fact]
    public async Task A_search_is_led_from_page_to_page_by_tokens_with_the_same_condition()
    {
        for (var id = 1; id <= 7; id++)
        {
            jira.Add(id, $"2026-11-19T09:0{id}:00Z");
        }

        List<string> found = [];
        string? token = null;
        do
        {
            var page = await client.SearchAsync(Everything, ["summary"], token, CancellationToken.None);
            found.AddRange(page.Issues.Select(issue => issue.Id));
            token = page.NextPageToken;
        }
        while (token is not null);

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], found);
        Assert.Equal([null, "page-3", "page-6"], jira.Searches.Select(search => (string?)search["nextPageToken"]));
        Assert.Single(jira.Searches.Select(search => (string?)search["jql"]).Distinct());
    }

    [Fact]
    public async Task A_token_beside_the_last_page_leads_no_further()
    {
        jira.Interrupt = Answer("""{"issues":[],"isLast":true,"nextPageToken":"more"}""");

        Assert.Null((await client.SearchAsync(Everything, [], null, CancellationToken.None)).NextPageToken);
    }

    [Fact]
    public async Task A_search_that_leads_in_a_circle_ends()
    {
        jira.Interrupt = Answer("""{"issues":[],"nextPageToken":"again"}""");

        Assert.Equal(ErrorTypes.ProviderAnswer, await FailureAsync(client.IssuesAsync(From, From.AddDays(1), null, [], CancellationToken.None)));
        Assert.Equal(2, jira.Asked.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(410)]
    public async Task A_search_that_Jira_cannot_make_is_a_mistake_of_ours(int status)
    {
        jira.Interrupt = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        Assert.Equal(ErrorTypes.Configuration, await FailureAsync(client.SearchAsync(Everything, [], null, CancellationToken.None)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-12)]
    [InlineData(14)]
    [InlineData(5.5)]
    public async Task A_day_is_one_of_UTC_whatever_zone_the_user_has_set(double hours)
    {
        jira.Zone = TimeSpan.FromHours(hours);
        jira.Add(1, "2026-11-01T00:00:00Z", "2026-11-18T23:59:59.999Z");
        jira.Add(2, "2026-11-01T00:00:00Z", "2026-11-19T00:00:00Z");
        jira.Add(3, "2026-11-19T12:00:00Z");
        jira.Add(4, "2026-11-01T00:00:00Z", "2026-11-19T23:59:59.999Z");
        jira.Add(5, "2026-11-01T00:00:00Z", "2026-11-20T00:00:00Z");

        var issues = await client.IssuesAsync(From, From.AddDays(1), "project = TES", ["summary"], CancellationToken.None);

        Assert.True(issues.IsComplete);
        Assert.Equal(["2", "3", "4"], issues.Issues.Select(issue => issue.Id));
        Assert.Equal("Say hello", issues.Issues[0].Fields!.Value.GetProperty("summary").GetString()); // Asked for.
    }

    [Fact]
    public async Task An_issue_that_changed_again_later_still_belongs_to_the_day()
    {
        jira.Add(1, "2026-11-01T00:00:00Z", "2026-11-19T08:00:00Z", "2026-11-25T08:00:00Z");
        jira.Add(2, "2026-11-19T08:00:00Z", "2026-11-25T08:00:00Z");
        jira.Add(3, "2026-11-01T00:00:00Z", "2026-11-18T08:00:00Z", "2026-11-25T08:00:00Z");

        var issues = await client.IssuesAsync(From, From.AddDays(1), null, [], CancellationToken.None);

        Assert.Equal(["1", "2"], issues.Issues.Select(issue => issue.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_day_that_is_too_long_ago_is_looked_at_to_a_bound()
    {
        for (var id = 1; id <= 100; id++)
        {
            jira.Add(id, "2026-11-20T00:00:00Z");
        }

        Assert.False((await client.IssuesAsync(From, From.AddDays(1), null, [], CancellationToken.None)).IsComplete);
        Assert.Equal(20, jira.Searches.Count);
    }

    [Fact]
    public async Task When_a_page_in_the_middle_fails_for_good_there_is_no_half_day()
    {
        for (var id = 1; id <= 7; id++)
        {
            jira.Add(id, $"2026-11-19T09:0{id}:00Z");
        }

        jira.Interrupt = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.FromResult(jira.Searches.Count == 2);
        };

        Assert.Equal(ErrorTypes.Unavailable, await FailureAsync(client.IssuesAsync(From, From.AddDays(1), null, [], CancellationToken.None)));
    }

    [Fact]
    public async Task When_a_page_in_the_middle_is_held_up_shortly_the_day_is_whole()
    {
        for (var id = 1; id <= 7; id++)
        {
            jira.Add(id, $"2026-11-19T09:0{id}:00Z");
        }

        var left = 2;
        jira.Interrupt = context =>
        {
            var isHeldUp = jira.Searches.Count == 1 && left-- > 0;
            context.Response.StatusCode = isHeldUp ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK;
            context.Response.Headers.RetryAfter = isHeldUp ? "4" : default;
            return Task.FromResult(isHeldUp);
        };
        var issues = client.IssuesAsync(From, From.AddDays(1), null, [], CancellationToken.None);
        await clock.PassAsync(issues, TimeSpan.FromSeconds(5));

        Assert.Equal(7, (await issues).Issues.Count);
    }

    [Fact]
    public async Task Of_a_long_changelog_only_its_end_is_read()
    {
        jira.Add(1, "2025-01-01T00:00:00Z", [.. Enumerable.Range(0, 350).Select(number => new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(number).ToString("O"))]);

        var changes = await client.ChangesAsync("1", new DateTimeOffset(2025, 12, 10, 0, 0, 0, TimeSpan.Zero), CancellationToken.None);

        Assert.Equal(Enumerable.Range(1343, 7).Select(id => id.ToString()), changes.Select(change => change.Id));
        Assert.Equal(2, jira.Asked.Count);
    }

    [Fact]
    public async Task An_issue_that_is_gone_is_none_and_has_no_changes()
    {
        Assert.Null(await client.FindIssueAsync("TES-9", CancellationToken.None));
        Assert.Empty(await client.ChangesAsync("TES-9", default, CancellationToken.None));
    }

    [Fact]
    public async Task An_issues_key_leads_nowhere_else()
    {
        Assert.Null(await client.FindIssueAsync("../../2/myself?x=", CancellationToken.None));

        Assert.All(jira.Asked, each => Assert.StartsWith("GET /rest/api/2/issue/..%2F", each, StringComparison.Ordinal));
    }

    internal static JiraSite Site(FakeJiraApi jira) => new()
    {
        Host = "example.atlassian.net",
        ApiAddress = jira.Address,
        User = FakeJiraApi.User,
        Token = FakeJiraApi.Token,
    };

    private static Func<HttpContext, Task<bool>> Answer(string json) => async context =>
    {
        await context.Response.WriteAsync(json, CancellationToken.None);
        return true;
    };

    private async Task<string?> FailureAsync(Task call)
    {
        await clock.PassAsync(call, TimeSpan.FromSeconds(5));
        return (await Assert.ThrowsAsync<ApplicationFailureException>(() => call)).ErrorType;
    }
}
