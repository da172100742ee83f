using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.Entities;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.PullRequests;

public sealed class PullRequestWorkflowTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    [Fact]
    public async Task A_pull_request_gets_its_summary_when_it_is_merged_and_not_before()
    {
        var request = Request();

        var opened = await request.OutcomeOfAsync(request.Opened());
        var reviewed = await request.OutcomeOfAsync(request.Reviewed(5, "ada", "approved", 501));
        var merged = await request.OutcomeOfAsync(request.Merged(9));

        Assert.Equal((OutcomeKind.Handled, 0), (opened.Kind, opened.Artefacts.Count));
        Assert.Equal((OutcomeKind.Handled, 0), (reviewed.Kind, reviewed.Artefacts.Count));
        Assert.Equal(OutcomeKind.Handled, merged.Kind);
        Assert.Equal([request.Path], merged.Artefacts);
        var text = await request.DocumentAsync();
        Assert.Contains("Merged by mona on 2 March 2026, 09:09 UTC into `main` of [octo/hello](https://github.com/octo/hello)", text, StringComparison.Ordinal);
        Assert.Contains("Opened by bo on 2 March 2026, 09:00 UTC from `feature/TEA-7-teapot`.", text, StringComparison.Ordinal);
        Assert.Contains("- ada: approved on 2 March 2026, 09:05 UTC\n", text, StringComparison.Ordinal);
        Assert.Contains("1 commit, 2 files, 30 lines added, 4 lines removed.", text, StringComparison.Ordinal);
        Assert.Contains("- Issues: [#3](https://github.com/octo/hello/issues/3), `SHOP-12`, `TEA-7`", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_closed_without_merging_gets_no_document_and_is_remembered()
    {
        var request = Request();
        await request.OutcomeOfAsync(request.Opened());

        var closed = await request.OutcomeOfAsync(request.Closed(9));
        var twin = await request.OutcomeOfAsync(request.Twin(request.Closed(9)));

        Assert.Equal((OutcomeKind.Handled, 0), (closed.Kind, closed.Artefacts.Count));
        Assert.Equal(EntityRules.NothingNew, twin.Reason);
        Assert.False(File.Exists(Path.Combine(world.Folder, "knowledge-base", request.Path)));
    }

    [Fact]
    public async Task A_request_that_was_closed_and_reopened_tells_both_when_it_is_merged()
    {
        var request = Request();
        await request.OutcomeOfAsync(request.Closed(9));
        await request.OutcomeOfAsync(request.Happened("reopened", 10));

        await request.OutcomeOfAsync(request.Merged(20));

        Assert.Equal(["closed without merging", "reopened", "merged"], await TimelineAsync(request));
    }

    [Fact]
    public async Task A_review_after_the_merge_amends_the_summary_and_so_does_an_edit()
    {
        var request = Request();
        await request.OutcomeOfAsync(request.Merged(9));

        var reviewed = await request.OutcomeOfAsync(request.Reviewed(12, "ada", "changes_requested", 501, merged: 9));
        var edited = await request.OutcomeOfAsync(request.Happened("edited", 15, "closed", isMerged: true, title: "Brew tea"));

        var text = await request.DocumentAsync();
        Assert.Equal([request.Path], reviewed.Artefacts);
        Assert.Equal([request.Path], edited.Artefacts);
        Assert.Contains("Brew tea\n", text, StringComparison.Ordinal);
        Assert.Contains("- ada: requested changes on 2 March 2026, 09:12 UTC\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_review_alone_can_tell_that_the_request_was_merged()
    {
        var request = Request();

        var outcome = await request.OutcomeOfAsync(request.Reviewed(12, "ada", "approved", 501, merged: 9));

        Assert.Equal([request.Path], outcome.Artefacts);
        Assert.Contains("Merged on 2 March 2026, 09:09 UTC", await request.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dismissed_review_says_so_and_a_comment_takes_nothing_back()
    {
        var request = Request();
        await request.OutcomeOfAsync(request.Reviewed(2, "ada", "approved", 501));
        await request.OutcomeOfAsync(request.Reviewed(3, "ada", "commented", 502));
        await request.OutcomeOfAsync(request.Reviewed(4, "cy", "approved", 503));
        await request.OutcomeOfAsync(request.Reviewed(5, "cy", "dismissed", 503, action: "dismissed"));

        await request.OutcomeOfAsync(request.Merged(9));

        var text = await request.DocumentAsync();
        Assert.Contains("- ada: approved on 2 March 2026, 09:02 UTC\n", text, StringComparison.Ordinal);
        Assert.Contains("- cy: approved on 2 March 2026, 09:04 UTC, dismissed later\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_event_that_comes_late_is_put_in_its_place_and_overwrites_nothing()
    {
        var request = Request();
        await request.OutcomeOfAsync(request.Merged(9));

        var late = await request.OutcomeOfAsync(request.Happened("synchronize", 5, title: "An older title"));

        var text = await request.DocumentAsync();
        Assert.Equal([request.Path], late.Artefacts);
        Assert.DoesNotContain("An older title", text, StringComparison.Ordinal);
        Assert.Equal(["branch now at `0000000`", "merged"], await TimelineAsync(request));
    }

    [Fact]
    public async Task The_same_delivery_again_is_a_duplicate_and_the_same_thing_from_another_hook_is_nothing_new()
    {
        var request = Request();
        var merged = request.Merged(9);
        var stored = await request.StoredAsync(merged);
        await request.DeliverAsync(stored);
        await request.DeliverAsync(stored);

        var twin = await request.OutcomeOfAsync(request.Twin(merged));

        Assert.Equal((OutcomeKind.Filtered, EntityRules.NothingNew), (twin.Kind, twin.Reason));
        var totals = (await world.StateAsync(request.Entity, settled: 3)).Totals;
        Assert.Equal((1, 1, 1), (totals.Handled, totals.Duplicate, totals.Filtered));
    }

    [Fact]
    public async Task A_replay_of_what_is_known_writes_the_document_again()
    {
        var request = Request();
        var merged = request.Merged(9);
        await request.OutcomeOfAsync(merged);
        var written = await request.DocumentAsync();
        File.Delete(Path.Combine(world.Folder, "knowledge-base", request.Path));

        var (replay, body) = request.Twin(merged);
        var outcome = await request.OutcomeOfAsync((replay with { ReplayOf = merged.Delivery.DeliveryId }, body));

        Assert.Equal([request.Path], outcome.Artefacts);
        Assert.Equal(written, await request.DocumentAsync());
    }

    [Fact]
    public async Task Pushes_that_the_ledger_knows_tell_the_commits_and_the_areas()
    {
        var repository = world.NextNumber();
        var pushing = new TestRepository(world, repository);
        await PushedAsync(pushing, 0, Pushes.Commit(Pushes.Sha(1), "feat: a pot", added: ["src/Pot.cs"], modified: ["docs/tea.md"]));
        await PushedAsync(pushing, 1, Pushes.Commit(Pushes.Sha(2), "fix: its lid", modified: ["src/Pot.cs", "src/Lid.cs"]));
        await PushedAsync(pushing, 7, Pushes.Commit(Pushes.Sha(8), "feat: another branch's", modified: ["other/x.cs"]));
        var request = new TestPullRequest(world, 2, repository);

        await request.OutcomeOfAsync(request.Merged(9, head: 2));

        var text = await request.DocumentAsync();
        Assert.Contains("- `src/` (2 files): `src/Lid.cs`, `src/Pot.cs`\n- `docs/` (1 file): `docs/tea.md`\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\) feat: a pot\n- [^\n]*\) fix: its lid\n\n", text);
        Assert.DoesNotContain("another branch", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_nothing_is_known_of_is_filtered()
    {
        var request = Request();

        var outcome = await request.OutcomeOfAsync(request.Strange());

        Assert.Equal((OutcomeKind.Filtered, EntityRules.EventNotHandled), (outcome.Kind, outcome.Reason));
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_read_is_quarantined_and_the_next_one_goes_on()
    {
        var request = Request();
        var (strange, _) = request.Opened();

        var outcome = await request.OutcomeOfAsync((strange, []));
        var merged = await request.OutcomeOfAsync(request.Merged(9));

        Assert.Equal((OutcomeKind.Quarantined, "pull-request-unreadable-error"), (outcome.Kind, outcome.Reason));
        Assert.Equal([request.Path], merged.Artefacts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_the_order_of_arrival_the_document_is_the_same(ulong seed)
    {
        var request = Request();
        var life = PullRequestLives.Whole(request);
        foreach (var happened in Arrivals.Shuffled(life, seed))
        {
            await request.OutcomeOfAsync(happened, new PullRequestCarry { DeliveriesARun = 4 });
        }

        Assert.Equal(
            TestPullRequest.Told(Activities.Documentation.PullRequestTemplate.Write(TestPullRequest.Folded(life)).Markdown),
            TestPullRequest.Told(await request.DocumentAsync()));
    }

    private async Task PushedAsync(TestRepository repository, int before, System.Text.Json.Nodes.JsonObject commit)
    {
        var after = commit["id"]!.GetValue<string>(); // Every commit has one.
        var branch = before == 7 ? "refs/heads/other" : $"refs/heads/{TestPullRequest.Branch}";
        var push = repository.Push() with { Ref = branch, Before = Pushes.Sha(before), After = after, Created = true };
        await repository.OutcomeOfAsync(await world.StoreAsync(repository.Event(push), Pushes.Body(commit)));
    }

    /// <summary>What stands behind the time of each line.</summary>
    private static async Task<IEnumerable<string>> TimelineAsync(TestPullRequest request)
    {
        var lines = TestPullRequest.Told(await request.DocumentAsync()).Split("## What happened\n\n")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select(line => line.Split("UTC: ")[1].Split(", by ")[0]);
    }

    private TestPullRequest Request() => new(world, world.NextNumber());
}
