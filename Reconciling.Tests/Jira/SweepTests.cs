using Microsoft.AspNetCore.Http;
using Webhooks.Activities;
using Webhooks.Contracts.Identities;

namespace Webhooks.Reconciling.Tests.Jira;

public sealed class SweepTests
{
    private static readonly TimeSpan Hours = TimeSpan.FromHours(3);

    [Theory]
    [InlineData("sha256")]
    [InlineData("sha512,sha256")]
    public async Task A_change_that_was_never_delivered_is_posted_once(string methods)
    {
        await using var world = await JiraWorld.StartAsync(methods);
        var at = await LongAgoAsync(world);
        world.Jira.Create(10040, at.AddDays(-30));
        world.Jira.Change(10040, 10225, at);

        var first = await world.Reconciler.RunAsync();
        var second = await world.Reconciler.RunAsync();

        var (record, facts) = Assert.Single(await world.DeliveriesAsync());
        Assert.Equal(("jira:issue_updated", 10225L, "TES-10040", "author-1"), (facts.EventName, facts.ChangelogId, facts.Key, facts.Actor));
        Assert.Equal(at.ToUnixTimeMilliseconds(), facts.At!.Value.ToUnixTimeMilliseconds()); // Written with it.
        Assert.Equal(["status"], facts.ChangedFields);
        Assert.Equal(EntityId.JiraIssue(null, FakeJira.Site, 10040).Value, record.Entity);
        Assert.EndsWith("/reconciled-10040-changelog-10225", record.Key, StringComparison.Ordinal);
        Assert.Equal((1, 0, 0), (first.Counts.Requested, second.Counts.Requested, record.DuplicateCount));
    }

    [Fact]
    public async Task A_change_that_was_delivered_is_not_posted()
    {
        await using var world = await JiraWorld.StartAsync();
        var at = await LongAgoAsync(world);
        world.Jira.Create(10040, at.AddDays(-30));
        world.Jira.Change(10040, 10225, at);
        await world.DeliverAsync(10040, 10225, at);

        var run = await world.Reconciler.RunAsync();

        Assert.Equal((1, 0), (run.Counts.Checked, run.Counts.Requested));
        Assert.Single(await world.DeliveriesAsync());
    }

    [Fact]
    public async Task An_issue_whose_creation_was_never_delivered_is_posted()
    {
        await using var world = await JiraWorld.StartAsync();
        world.Jira.Create(10041, await LongAgoAsync(world));

        await world.Reconciler.RunAsync();

        var (record, facts) = Assert.Single(await world.DeliveriesAsync());
        Assert.Equal(("jira:issue_created", null, "creator-1"), (facts.EventName, facts.ChangelogId, facts.Actor));
        Assert.EndsWith("/reconciled-10041-created", record.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_Jira_may_still_deliver_itself_is_left_until_it_no_longer_can()
    {
        await using var world = await JiraWorld.StartAsync();
        await world.Reconciler.RunAsync();
        world.Jira.Create(10040, (await world.Reconciler.NowAsync()).AddDays(-30));
        world.Jira.Change(10040, 10225, await world.Reconciler.NowAsync());

        var early = await world.Reconciler.RunAsync();
        var late = await world.Reconciler.RunAsync(JiraWorld.Grace);

        Assert.Equal((0, 1), (early.Counts.Requested, late.Counts.Requested));
    }

    [Fact]
    public async Task A_delivery_that_comes_after_its_change_was_posted_is_a_second_delivery_of_the_same_change()
    {
        await using var world = await JiraWorld.StartAsync();
        var at = await LongAgoAsync(world);
        world.Jira.Create(10040, at.AddDays(-30));
        world.Jira.Change(10040, 10225, at);
        await world.Reconciler.RunAsync();

        await world.DeliverAsync(10040, 10225, at);
        await world.Reconciler.RunAsync();

        Assert.Equal([10225L, 10225L], (await world.DeliveriesAsync()).Select(each => each.Facts.ChangelogId));
    }

    [Fact]
    public async Task All_pages_of_issues_are_looked_at_with_the_same_condition()
    {
        await using var world = await JiraWorld.StartAsync();
        var at = await LongAgoAsync(world);
        for (var id = 1; id <= 5; id++)
        {
            world.Jira.Create(id, at.AddDays(-30));
            world.Jira.Change(id, 100 + id, at.AddSeconds(id));
        }

        var run = await world.Reconciler.RunAsync();

        Assert.Equal(5, run.Counts.Requested);
        Assert.Equal(3, world.Jira.Searches.Count);
        Assert.Single(world.Jira.Searches.Distinct());
    }

    [Fact]
    public async Task Of_an_issue_with_a_long_past_only_its_end_is_read()
    {
        await using var world = await JiraWorld.StartAsync();
        var at = await LongAgoAsync(world);
        world.Jira.Create(10040, at.AddDays(-400));
        for (var i = 0; i < 350; i++)
        {
            world.Jira.Change(10040, i, at.AddDays(-349 + i));
        }

        var run = await world.Reconciler.RunAsync();

        var (_, facts) = Assert.Single(await world.DeliveriesAsync());
        Assert.Equal((349L, 1), (facts.ChangelogId, run.Counts.Requested));
        Assert.Equal(2, world.Jira.Asked.Count(each => each.Contains("/changelog", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task More_changes_than_are_posted_at_once_are_posted_by_the_next_run()
    {
        await using var world = await JiraWorld.StartAsync();
        var at = await LongAgoAsync(world);
        world.Jira.Create(10040, at.AddDays(-30));
        for (var i = 0; i < 130; i++)
        {
            world.Jira.Change(10040, 1000 + i, at.AddSeconds(i));
        }

        var first = await world.Reconciler.RunAsync();
        var second = await world.Reconciler.RunAsync();

        Assert.Equal((100, 30), (first.Counts.Requested, second.Counts.Requested));
        Assert.Equal(Enumerable.Range(1000, 130), (await world.DeliveriesAsync()).Select(each => (int)each.Facts.ChangelogId!)); // Updates have one.
    }

    [Fact]
    public async Task An_issue_that_is_gone_or_cannot_be_read_does_not_hold_up_the_others()
    {
        await using var world = await JiraWorld.StartAsync();
        var at = await LongAgoAsync(world);
        for (var id = 1; id <= 3; id++)
        {
            world.Jira.Create(id, at.AddDays(-30));
            world.Jira.Change(id, 100 + id, at.AddSeconds(id));
        }

        world.Jira.Interrupt = async context =>
        {
            if (context.Request.Path == "/rest/api/2/issue/1")
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return true;
            }

            if (context.Request.Path == "/rest/api/2/issue/2")
            {
                await context.Response.WriteAsync("<html>");
                return true;
            }

            return false;
        };
        var first = await world.Reconciler.RunAsync();
        var second = await world.Reconciler.RunAsync();

        Assert.Equal([("2", "issue-unreadable")], first.Lost.Select(each => (each.Identifier, each.Reason)));
        Assert.Equal([103L], (await world.DeliveriesAsync()).Select(each => each.Facts.ChangelogId));
        Assert.Equal(0, second.Counts.Lost);
    }

    [Theory]
    [InlineData(401, ErrorTypes.Authentication, 1)]
    [InlineData(410, ErrorTypes.Configuration, 1)]
    [InlineData(500, ErrorTypes.Unavailable, 8)]
    public async Task When_Jira_does_not_answer_nothing_is_forgotten(int status, string failure, int calls)
    {
        await using var world = await JiraWorld.StartAsync();
        var at = await LongAgoAsync(world);
        world.Jira.Create(10040, at.AddDays(-30));
        world.Jira.Change(10040, 10225, at);
        world.Jira.Interrupt = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        var failed = await world.Reconciler.RunAsync();
        var asked = world.Jira.Asked.Count;
        world.Jira.Interrupt = _ => Task.FromResult(false);
        await world.Reconciler.RunAsync(TimeSpan.FromHours(5));

        Assert.Equal((failure, calls), (failed.Failure, asked));
        Assert.Single(await world.DeliveriesAsync());
        Assert.DoesNotContain(world.Reconciler.LogLines, line => line.Contains(FakeJira.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_that_leads_in_a_circle_ends_the_run()
    {
        await using var world = await JiraWorld.StartAsync();
        world.Jira.Interrupt = async context =>
        {
            await context.Response.WriteAsync("""{"issues":[],"nextPageToken":"again"}""");
            return true;
        };

        Assert.Equal(ErrorTypes.ProviderAnswer, (await world.Reconciler.RunAsync()).Failure);
    }

    private static async Task<DateTimeOffset> LongAgoAsync(JiraWorld world) => await world.Reconciler.NowAsync() - Hours;
}
