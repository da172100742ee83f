using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Tests.Commits;

namespace Webhooks.Workflows.Tests.GitHub;

public sealed class RepositoryWorkflowTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    [Fact]
    public async Task A_push_becomes_one_document_a_commit()
    {
        var repository = world.Repository();
        var delivery = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1), "feat: one"), Pushes.Commit(Pushes.Sha(2), "fix: two"));

        var outcome = await repository.OutcomeOfAsync(delivery);

        Assert.Equal(OutcomeKind.Handled, outcome.Kind);
        Assert.Equal([1, 2], outcome.Artefacts.Select(path => Convert.ToInt32(Path.GetFileNameWithoutExtension(path), 16)));
        Assert.Contains("# Two", await File.ReadAllTextAsync(Path.Combine(world.Folder, "knowledge-base", outcome.Artefacts[1])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_delivery_again_starts_nothing_and_keeps_its_outcome()
    {
        var repository = world.Repository();
        var delivery = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1)));
        await repository.DeliverAsync(delivery);
        await repository.DeliverAsync(delivery);
        var last = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(2)));

        await repository.OutcomeOfAsync(last);
        var state = await world.StateAsync(repository.Entity, settled: 3);

        Assert.Equal((2, 1), (state.Totals.Handled, state.Totals.Duplicate));
        Assert.Equal(OutcomeKind.Handled, (await world.OutcomeAsync(delivery.DeliveryId)).Kind);
    }

    [Fact]
    public async Task A_commit_that_was_handled_before_is_named_again_but_not_done_again()
    {
        var repository = world.Repository();
        var first = await repository.OutcomeOfAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1))));
        var written = File.GetLastWriteTimeUtc(Path.Combine(world.Folder, "knowledge-base", first.Artefacts[0]));

        var second = await repository.OutcomeOfAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1), "Something else")));

        Assert.Equal(first.Artefacts, second.Artefacts);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(world.Folder, "knowledge-base", first.Artefacts[0])));
    }

    [Fact]
    public async Task A_hundred_commits_are_handled_eight_at_once()
    {
        var repository = world.Repository();
        var delivery = await repository.StoredAsync([.. Enumerable.Range(1, 100).Select(number => Pushes.Commit(Pushes.Sha(number), $"Commit {number}"))]);

        var outcome = await repository.OutcomeOfAsync(delivery);

        var running = 0;
        var most = 0;
        await foreach (var each in repository.Workflow.FetchHistoryEventsAsync())
        {
            running += each.EventType switch
            {
                EventType.StartChildWorkflowExecutionInitiated => 1,
                EventType.ChildWorkflowExecutionCompleted => -1,
                _ => 0,
            };
            most = Math.Max(most, running);
        }

        Assert.Equal(Enumerable.Range(1, 100), outcome.Artefacts.Select(path => Convert.ToInt32(Path.GetFileNameWithoutExtension(path), 16)));
        Assert.Equal(8, most);
    }

    public static TheoryData<string, bool, int, string> Refs => new()
    {
        { "refs/heads/main", true, 0, FilterRules.BranchDeleted },
        { "refs/tags/v1", true, 0, FilterRules.TagDeleted },
        { "refs/tags/v1", false, 0, FilterRules.TagPushed },
        { "refs/heads/main", false, 0, FilterRules.NoCommits },
    };

    [Theory]
    [MemberData(nameof(Refs))]
    public async Task A_push_without_commits_is_filtered_by_a_named_rule(string reference, bool deleted, int commits, string rule)
    {
        var repository = world.Repository();
        var push = repository.Push(commits) with { Ref = reference, Deleted = deleted };

        Assert.Equal((OutcomeKind.Filtered, rule), Short(await repository.OutcomeOfAsync(await repository.StoredEmptyAsync(push))));
    }

    [Fact]
    public async Task A_push_whose_commits_lead_to_nothing_says_by_which_rule()
    {
        var repository = world.Repository();

        var documentation = await repository.OutcomeOfAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1), modified: ["README.md"])));
        var again = await repository.OutcomeOfAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1), modified: ["README.md"])));
        var known = await repository.OutcomeOfAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(2), distinct: false)));
        var mixed = await repository.OutcomeOfAsync(await repository.StoredAsync(
            Pushes.Commit(Pushes.Sha(3), modified: ["README.md"]), Pushes.Commit(Pushes.Sha(4), "Merge branch 'a' into b")));

        Assert.Equal((OutcomeKind.Filtered, "documentation-only"), Short(documentation));
        Assert.Equal((OutcomeKind.Filtered, FilterRules.AlreadyHandled), Short(again));
        Assert.Equal((OutcomeKind.Filtered, FilterRules.NoNewCommits), Short(known));
        Assert.Equal((OutcomeKind.Filtered, FilterRules.NoSignificantCommit), Short(mixed));
    }

    [Fact]
    public async Task An_event_that_is_no_push_is_filtered()
    {
        var repository = world.Repository();
        var delivery = await world.StoreAsync(repository.Event(null) with { EventName = "issues" }, Pushes.Body());

        Assert.Equal((OutcomeKind.Filtered, FilterRules.EventNotHandled), Short(await repository.OutcomeOfAsync(delivery)));
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_handled_is_quarantined_and_the_next_one_goes_on()
    {
        var repository = world.Repository();
        var damaged = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1)));
        damaged = damaged with { Payload = damaged.Payload with { Sha256 = new string('0', 64) } };
        var unreadable = await world.StoreAsync(repository.Event(repository.Push()), "{\"commits\":7}"u8.ToArray());
        var broken = repository.Event(repository.Push() with { Ref = null! });
        broken = (await world.StoreAsync(broken, Pushes.Body())) with { Push = broken.Push };
        var good = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(2)));

        Assert.Equal((OutcomeKind.Quarantined, "payload-damaged-error"), Short(await repository.OutcomeOfAsync(damaged)));
        Assert.Equal((OutcomeKind.Quarantined, "push-unreadable-error"), Short(await repository.OutcomeOfAsync(unreadable)));
        Assert.Equal((OutcomeKind.Quarantined, "unexpected-failure"), Short(await repository.OutcomeOfAsync(broken)));
        Assert.Equal((OutcomeKind.Handled, null), Short(await repository.OutcomeOfAsync(good)));
    }

    [Fact]
    public async Task An_activity_that_fails_for_a_while_is_tried_again()
    {
        var repository = world.Repository();
        var delivery = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1)));
        var obstacle = Path.Combine(world.Folder, "knowledge-base", "github", "octo", $"hello-{repository.Entity.Split('/')[^1]}");
        Directory.CreateDirectory(Path.GetDirectoryName(obstacle)!);
        await File.WriteAllTextAsync(obstacle, "where a folder should be");
        await repository.DeliverAsync(delivery);
        await AttemptAsync(repository, Pushes.Sha(1), 2);
        File.Delete(obstacle);

        Assert.Equal(OutcomeKind.Handled, (await world.OutcomeAsync(delivery.DeliveryId)).Kind);
    }

    [Fact]
    public async Task History_tells_the_newest_first()
    {
        var repository = world.Repository();
        var first = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1)));
        var second = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(2), modified: ["README.md"]));
        await repository.OutcomeOfAsync(first);
        await repository.OutcomeOfAsync(second);

        var history = await repository.HistoryAsync(2);

        Assert.Equal([(second.DeliveryId, "documentation-only", 0), (first.DeliveryId, null, 1)], history.Select(line => (line.DeliveryId, line.Reason, line.Artefacts)));
    }

    private static (OutcomeKind Kind, string? Reason) Short(Outcome outcome) => (outcome.Kind, outcome.Reason);

    private async Task AttemptAsync(TestRepository repository, string sha, int attempt)
    {
        var request = new DescribeWorkflowExecutionRequest
        {
            Namespace = world.Client.Options.Namespace,
            Execution = new WorkflowExecution { WorkflowId = $"{repository.Entity}/commit/{sha}" },
        };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                var description = await world.Client.Connection.WorkflowService.DescribeWorkflowExecutionAsync(request);
                if (description.PendingActivities.Any(activity => activity.Attempt >= attempt))
                {
                    return;
                }
            }
            catch (Temporalio.Exceptions.RpcException missing) when (missing.Code == Temporalio.Exceptions.RpcException.StatusCode.NotFound)
            {
                // The parent has not started it yet.
            }

            await world.Environment.DelayAsync(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }
}
