using System.Text.Json.Nodes;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Reports;
using Webhooks.Storage.Knowledge;
using Xunit.Abstractions;

namespace Webhooks.Reports.Tests.Collecting;

public sealed class CollectingTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Day = "2026-11-19";

    private static readonly DateTimeOffset Noon = new(2026, 11, 19, 12, 0, 0, TimeSpan.Zero);

    private readonly ReportWorld world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_commit_counts_once_for_its_first_push_and_only_if_it_is_new()
    {
        await world.AcceptAsync(
            TestDelivery.Push(Noon.AddHours(1), "release", TestDelivery.Commit(21), TestDelivery.Commit(22)),
            TestDelivery.Push(Noon, "main", TestDelivery.Commit(21, "Sell `tea`\nand more"), TestDelivery.Commit(23, distinct: false))
                with { Outcome = new() { Kind = OutcomeKind.Handled, Artefacts = [$"github/octo/shop/commits/{TestDelivery.Sha(21)}.md"] } });

        var commits = (await world.AggregateAsync(ReportKind.Daily, Day)).Data.Commits;

        Assert.Equal([TestDelivery.Sha(21), TestDelivery.Sha(22)], commits.Select(commit => commit.Sha));
        Assert.Equal(
            new ReportCommit
            {
                Repository = "octo/shop",
                Sha = TestDelivery.Sha(21),
                Title = "Sell `tea`",
                Author = "Mona Lisa",
                PushedAt = Noon,
                Branch = "main",
                Files = 3,
                Link = new Uri($"https://github.com/octo/shop/commit/{TestDelivery.Sha(21)}"),
                Document = $"github/octo/shop/commits/{TestDelivery.Sha(21)}.md",
            },
            commits[0]);
    }

    [Theory]
    [InlineData("no-significant-commit")]
    [InlineData("documentation-only")]
    [InlineData("too-small")]
    public async Task A_commit_that_got_no_document_was_made_all_the_same(string rule)
    {
        await world.AcceptAsync(TestDelivery.Push(Noon, 41) with { Outcome = TestDelivery.Filtered(rule) });

        var data = (await world.AggregateAsync(ReportKind.Daily, Day)).Data;

        Assert.Equal([TestDelivery.Sha(41)], data.Commits.Select(commit => commit.Sha));
        Assert.Equal((1, 1, 0), (data.Completeness.Deliveries, data.Completeness.Included, data.Completeness.Filtered));
    }

    [Fact]
    public async Task What_was_filtered_repeated_or_set_aside_is_counted_and_tells_nothing()
    {
        var replayed = TestDelivery.Push(Noon, 31);
        await world.AcceptAsync(
            replayed,
            TestDelivery.Push(Noon, 32) with { Outcome = TestDelivery.Filtered("no-new-commits") },
            TestDelivery.Push(Noon, 33) with { Outcome = new() { Kind = OutcomeKind.Duplicate } },
            TestDelivery.Push(Noon, 34) with { Outcome = new() { Kind = OutcomeKind.Quarantined, Reason = "PushUnreadableError" } },
            TestDelivery.Push(Noon, 35) with { Outcome = null });
        var own = TestDelivery.Push(Noon, 36);
        var again = TestDelivery.Push(Noon, 37);
        await world.AcceptAsync(
            own with { Outcome = null, Facts = own.Facts with { OwnChange = true } },
            again with { Facts = again.Facts with { ReplayOf = replayed.Id } });

        var data = (await world.AggregateAsync(ReportKind.Daily, Day)).Data;

        Assert.Equal([TestDelivery.Sha(31), TestDelivery.Sha(35)], data.Commits.Select(commit => commit.Sha));
        Assert.Equal(
            (7, 1, 2, 2, 1, 1),
            (data.Completeness.Deliveries, data.Completeness.Included, data.Completeness.Filtered, data.Completeness.Duplicates, data.Completeness.Quarantined, data.Completeness.Open));
        Assert.Equal([new("no-new-commits", 1), new("own-change", 1)], data.Completeness.Rules);
    }

    [Fact]
    public async Task A_replay_of_what_was_set_aside_tells_what_that_could_not()
    {
        var aside = TestDelivery.Push(Noon, 31) with { Outcome = new() { Kind = OutcomeKind.Quarantined, Reason = "PayloadMissingError" } };
        var again = TestDelivery.Push(Noon, 31);
        await world.AcceptAsync(aside, again with { Facts = again.Facts with { ReplayOf = aside.Id } });

        var data = (await world.AggregateAsync(ReportKind.Daily, Day)).Data;

        Assert.Single(data.Commits);
        Assert.Equal((1, 1), (data.Completeness.Included, data.Completeness.Quarantined));
    }

    [Fact]
    public async Task Without_bodies_the_facts_and_documents_tell_and_the_report_says_so()
    {
        var path = $"github/octo/shop/commits/{TestDelivery.Sha(41)}.md";
        await world.Knowledge.StoreAsync(
            new KnowledgeDocument
            {
                Key = "commit",
                Path = path,
                Kind = "commit",
                Title = "Sell more tea",
                Markdown = "# Sell more tea\n",
                Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["author"] = "Ada" },
            },
            CancellationToken.None);
        await world.AcceptAsync(
            TestDelivery.Push(Noon, 41, 42, 43) with { Outcome = new() { Kind = OutcomeKind.Handled, Artefacts = [path] } },
            TestDelivery.Issue(Noon, 5));
        world.DropBodies();

        var (_, edition, data) = await world.AggregateAsync(ReportKind.Daily, Day);

        Assert.Equal([(TestDelivery.Sha(41), "Sell more tea", "Ada"), (TestDelivery.Sha(43), "000000000000", "unknown")], data.Commits.Select(commit => (commit.Sha, commit.Title, commit.Author)));
        Assert.Equal("SHOP-5", Assert.Single(data.Tickets).Key);
        Assert.Equal([new(ReportSources.Commits, GapReasons.PayloadGone), new(ReportSources.Tickets, GapReasons.PayloadGone)], edition.Missing);
    }

    [Fact]
    public async Task A_row_that_nobody_can_read_stops_no_report_and_is_told()
    {
        await world.AcceptAsync(TestDelivery.Push(Noon, 51) with { Row = "{\"Push\":"u8.ToArray() }, TestDelivery.Push(Noon, 52));

        var (_, edition, data) = await world.AggregateAsync(ReportKind.Daily, Day);

        Assert.Equal(TestDelivery.Sha(52), Assert.Single(data.Commits).Sha);
        Assert.Equal([new(ReportSources.Commits, GapReasons.RowUnreadable)], edition.Missing);
        Assert.Equal(2, data.Completeness.Included);
    }

    [Fact]
    public async Task A_body_that_is_no_push_is_told()
    {
        await world.AcceptAsync(TestDelivery.Push(Noon, 51) with { Body = new JsonArray() });

        var (_, edition, data) = await world.AggregateAsync(ReportKind.Daily, Day);

        Assert.Equal(TestDelivery.Sha(51), Assert.Single(data.Commits).Sha);
        Assert.Equal([new(ReportSources.Commits, GapReasons.PayloadUnreadable)], edition.Missing);
    }

    [Theory]
    [InlineData(-30, true)] // It was done yesterday, and is commented on.
    [InlineData(0, false)]
    public async Task A_ticket_is_completed_in_the_report_of_the_day_when_it_became_done(int hours, bool wasDone)
    {
        await world.AcceptAsync(TestDelivery.Issue(Noon.AddHours(hours - 1), 7), TestDelivery.Issue(Noon.AddHours(hours), 7, "Done", "done", from: "To Do"));
        await world.AcceptAsync(TestDelivery.Issue(Noon.AddHours(1), 7, "Done", "done"));

        var ticket = Assert.Single((await world.AggregateAsync(ReportKind.Daily, Day)).Data.Tickets);

        Assert.Equal((!wasDone, false, wasDone ? 1 : 3), (ticket.IsCompleted, ticket.IsReopened, ticket.Changes));
        Assert.Equal(("SHOP-7", "Sell tea 7", "Story", "Done", "High", "Ada"), (ticket.Key, ticket.Summary, ticket.Type, ticket.Status, ticket.Priority, ticket.Assignee));
        Assert.Equal(new Uri("https://example.atlassian.net/browse/SHOP-7"), ticket.Link);
    }

    [Fact]
    public async Task A_ticket_of_which_nothing_was_known_is_completed_by_what_its_change_says()
    {
        await world.AcceptAsync(
            TestDelivery.Issue(Noon, 1, "Closed", "done", from: "Resolved"),
            TestDelivery.Issue(Noon, 2, "Closed", "done", from: "In Review"),
            TestDelivery.Issue(Noon, 3, "Done", "done"),
            TestDelivery.Issue(Noon, 4, "Done", "done", name: "jira:issue_created"));

        var tickets = (await world.AggregateAsync(ReportKind.Daily, Day)).Data.Tickets;

        Assert.Equal([("SHOP-1", false), ("SHOP-2", true), ("SHOP-3", false), ("SHOP-4", true)], tickets.Select(ticket => (ticket.Key, ticket.IsCompleted)));
    }

    [Fact]
    public async Task A_ticket_that_was_done_and_is_not_is_reopened()
    {
        await world.AcceptAsync(
            TestDelivery.Issue(Noon.AddDays(-3), 8, "Done", "done", from: "To Do"),
            TestDelivery.Issue(Noon.AddHours(1), 8, "To Do", "new", from: "Done"),
            TestDelivery.Issue(Noon, 9, "Done", "done", from: "To Do"),
            TestDelivery.Issue(Noon.AddHours(2), 9, "To Do", "new", from: "Done"),
            TestDelivery.Issue(Noon.AddHours(3), 9, "Done", "done", from: "To Do"));

        var tickets = (await world.AggregateAsync(ReportKind.Daily, Day)).Data.Tickets;

        Assert.Equal([("SHOP-8", false, true), ("SHOP-9", true, false)], tickets.Select(ticket => (ticket.Key, ticket.IsCompleted, ticket.IsReopened)));
    }

    [Fact]
    public async Task A_pull_request_counts_as_merged_where_it_was_merged()
    {
        await world.AcceptAsync(
            TestDelivery.PullRequest(Noon, 1, "opened"),
            TestDelivery.PullRequest(Noon.AddHours(1), 1, "closed", merged: true),
            TestDelivery.PullRequest(Noon, 2, "edited", mergedAt: Noon.AddDays(-5)),
            TestDelivery.PullRequest(Noon, 3, "closed"));

        var requests = (await world.AggregateAsync(ReportKind.Daily, Day)).Data.PullRequests;

        Assert.Equal([(1, true, false), (3, false, true)], requests.Select(request => (request.Number, request.IsMerged, request.IsClosed)));
        Assert.Equal(("Request 1", "mona", 40, 2), (requests[0].Title, requests[0].Author, requests[0].Additions, requests[0].Deletions));
        Assert.Equal(new Uri("https://github.com/octo/shop/pull/1"), requests[0].Link);
    }

    [Fact]
    public async Task Deployments_stand_where_they_stood_at_the_end()
    {
        await world.AcceptAsync(
            TestDelivery.Deployment(Noon, 1),
            TestDelivery.Deployment(Noon.AddMinutes(3), 1, "success"),
            TestDelivery.Deployment(Noon.AddMinutes(1), 1, "in_progress"),
            TestDelivery.Deployment(Noon, 2, "failure"),
            TestDelivery.Deployment(Noon, 3, "inactive"),
            TestDelivery.Resource(Noon.AddHours(1), "web", "c1", status: "Accepted"),
            TestDelivery.Resource(Noon.AddHours(2), "web", "c1"),
            TestDelivery.Resource(Noon.AddHours(3), "web", "c2", "Microsoft.Resources.ResourceWriteFailure", "Failed"));

        var deployments = (await world.AggregateAsync(ReportKind.Daily, Day)).Data.Deployments;

        Assert.Equal(
            [
                ("GitHub", "octo/shop", "production", "v1", ReportDeploymentState.Failed, Noon),
                ("GitHub", "octo/shop", "production", "v1", ReportDeploymentState.Succeeded, Noon.AddMinutes(3)),
                ("Azure", "web", "shop", "Microsoft.Web/sites/write", ReportDeploymentState.Succeeded, Noon.AddHours(2)),
                ("Azure", "web", "shop", "Microsoft.Web/sites/write", ReportDeploymentState.Failed, Noon.AddHours(3)),
            ],
            deployments.Select(each => (each.System, each.Name, each.Environment, each.What, each.State, each.At)));
    }

    [Fact]
    public async Task Without_Azure_no_costs_are_known_and_nothing_is_missing()
    {
        var (_, edition, data) = await world.AggregateAsync(ReportKind.Daily, Day);
        Assert.False(data.Costs.IsKnown);
        Assert.Empty(edition.Missing);
    }

    [Fact]
    public async Task A_week_counts_what_it_received_and_says_what_had_happened_before()
    {
        var thursday = new DateTimeOffset(2026, 11, 12, 12, 0, 0, TimeSpan.Zero);
        await world.AcceptAsync(TestDelivery.Push(thursday, 61) with { ReceivedAt = thursday.AddDays(3) }, TestDelivery.Push(Noon, 62));

        var data = (await world.AggregateAsync(ReportKind.Weekly, "2026-W47")).Data;

        Assert.Equal([TestDelivery.Sha(61), TestDelivery.Sha(62)], data.Commits.Select(commit => commit.Sha));
        Assert.Equal((2, 1), (data.Completeness.Deliveries, data.Completeness.Late));
    }

    [Fact]
    public async Task A_week_has_what_was_received_before_it_and_was_not_to_be_seen_then()
    {
        await world.AcceptAsync(TestDelivery.Push(Noon.AddDays(-7), 60));
        await world.ReportAsync(ReportKind.Weekly, "2026-W46");
        await world.AcceptAsync(TestDelivery.Push(Noon.AddDays(-7), 61), TestDelivery.Push(Noon, 62));

        var (_, next) = await world.ReportAsync(ReportKind.Weekly, "2026-W47");
        var (again, _) = await world.ReportAsync(ReportKind.Weekly, "2026-W46", Noon.AddDays(9));

        Assert.Equal([TestDelivery.Sha(61), TestDelivery.Sha(62)], next.Commits.Select(commit => commit.Sha));
        Assert.True(again.IsUnchanged);
    }

    /// <summary>Prints what it takes; how long is not judged here.</summary>
    [Fact]
    public async Task Ten_thousand_commits_and_two_thousand_tickets_are_read()
    {
        await world.AcceptAsync(Enumerable.Range(0, 500).Select(push =>
            TestDelivery.Push(Noon.AddMinutes(-push), [.. Enumerable.Range(1_000_000 + (push * 20), 20)])));
        await world.AcceptAsync(Enumerable.Range(0, 6000).Select(number => TestDelivery.Issue(Noon.AddSeconds(-number), 1 + (number % 2000))));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var (_, edition, _) = await world.AggregateAsync(ReportKind.Weekly, "2026-W47");

        Assert.Equal((10_000, 2_000), (edition.Figures.Commits, edition.Figures.Tickets));
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, peak {System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
    }
}
