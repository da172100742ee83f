using Temporalio.Testing;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Knowledge;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Storage.Knowledge;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Tests.Ordering;

namespace Webhooks.Workflows.Tests.GitHub;

/// <summary>Pushes that arrive in another order than they were made, late, or not at all.</summary>
public sealed class PushOrderTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    private const string Mark = "Something is missing before this.";

    private static readonly TimeSpan LongerThanPatience = new RepositoryCarry().Patience + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_push_that_overtook_another_waits_for_it_while_other_branches_go_on()
    {
        var repository = world.Repository();
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2));
        var (earlier, later) = (await repository.StepAsync(2, 3), await repository.StepAsync(3, 4));
        await repository.DeliverAsync(later);
        await repository.HeldAsync(1);
        var elsewhere = await repository.OutcomeOfAsync(await repository.StepAsync(8, 9, push => push with { Ref = "refs/heads/other" }));
        Assert.Equal((OutcomeKind.Handled, null), Short(elsewhere));

        Assert.Equal((OutcomeKind.Handled, null), Short(await repository.OutcomeOfAsync(earlier)));
        Assert.Equal((OutcomeKind.Handled, null), Short(await world.OutcomeAsync(later.DeliveryId)));

        Assert.Equal([later.DeliveryId, earlier.DeliveryId], (await repository.HistoryAsync(4)).Take(2).Select(line => line.DeliveryId));
        Assert.DoesNotContain(Mark, await DocumentAsync(later), StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), await GapsAsync(repository));
    }

    [Fact]
    public async Task When_the_missing_push_does_not_come_the_gap_is_marked_and_when_it_comes_late_it_is_corrected()
    {
        var repository = world.Repository();
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2));
        var (earlier, later) = (await repository.StepAsync(2, 3), await repository.StepAsync(3, 4));

        await repository.DeliverAsync(later);
        await repository.HeldAsync(1);
        await world.Environment.DelayAsync(LongerThanPatience);

        Assert.Equal((OutcomeKind.Handled, Remarks.AfterGap), Short(await world.OutcomeAsync(later.DeliveryId)));
        var gap = Assert.Single((await repository.StateAsync()).Order!.Gaps); // A repository's order is checked.
        Assert.Equal(("refs/heads/main", later.Push!.Before, later.DeliveryId), (gap.Chain, gap.Missing, gap.DeliveryId)); // It is a push.
        Assert.Contains(Mark, await DocumentAsync(later), StringComparison.Ordinal);

        Assert.Equal((OutcomeKind.Handled, Remarks.GapClosed), Short(await repository.OutcomeOfAsync(earlier)));

        Assert.DoesNotContain(Mark, await DocumentAsync(later), StringComparison.Ordinal);
        Assert.Equal((0, 1, 1), await GapsAsync(repository));
        Assert.Equal((OutcomeKind.Handled, null), Short(await repository.OutcomeOfAsync(await repository.StepAsync(4, 5))));
    }

    [Fact]
    public async Task When_one_of_two_missing_pushes_comes_late_it_closes_one_gap_and_says_that_there_is_another()
    {
        var repository = world.Repository();
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2));
        foreach (var push in (DeliveryEvent[])[await repository.StepAsync(4, 5), await repository.StepAsync(3, 4)])
        {
            await repository.DeliverAsync(push);
            await world.Environment.DelayAsync(LongerThanPatience);
            Assert.Equal((OutcomeKind.Handled, Remarks.AfterGap), Short(await world.OutcomeAsync(push.DeliveryId)));
        }

        Assert.Equal((1, 2, 1), await GapsAsync(repository));
        Assert.Equal((OutcomeKind.Handled, Remarks.GapClosed), Short(await repository.OutcomeOfAsync(await repository.StepAsync(2, 3))));
    }

    [Fact]
    public async Task Only_what_was_written_behind_this_gap_is_found_to_be_corrected()
    {
        foreach (var (sha, missing) in (IEnumerable<(string, string?)>)[("behind", "this"), ("behind-another", "another"), ("behind-none", null)])
        {
            await world.Knowledge.StoreAsync(
                new KnowledgeDocument
                {
                    Key = CommitReference.KeyOf("github/repository/1", sha),
                    Path = $"gaps/{sha}.md",
                    Kind = "commit",
                    Title = sha,
                    Markdown = $"# {sha}\n",
                    Properties = missing is null ? [] : new Dictionary<string, string> { [CommitTemplate.MissingBefore] = missing },
                },
                CancellationToken.None);
        }

        var found = await new ActivityEnvironment().RunAsync(
            () => new KnowledgeActivities(world.Knowledge).FindBehindGapAsync("github/repository/1", ["behind", "behind-another", "behind-none", "unknown"], "this"));

        Assert.Equal(["behind"], found);
    }

    public static TheoryData<string> Unordered => ["created", "deleted", "forced", "tag", "tag-moved", "again-by-another-hook"];

    [Theory]
    [MemberData(nameof(Unordered))]
    public async Task What_needs_no_predecessor_is_not_held(string how)
    {
        var repository = world.Repository();
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2));
        await repository.OutcomeOfAsync(await repository.StepAsync(2, 3));
        var none = new string('0', 40);
        var begun = await world.Environment.GetCurrentTimeAsync();

        var outcome = await repository.OutcomeOfAsync(how switch
        {
            "created" => await repository.StepAsync(0, 7, push => push with { Before = none, Created = true }),
            "deleted" => await repository.StepAsync(7, 0, push => push with { After = none, Deleted = true }),
            "forced" => await repository.StepAsync(7, 8, push => push with { Forced = true }),
            "tag" => await repository.StepAsync(0, 8, push => push with { Ref = "refs/tags/v1", Before = none, Created = true }),
            "tag-moved" => await repository.StepAsync(7, 8, push => push with { Ref = "refs/tags/v1" }),
            _ => await repository.StepAsync(1, 2),
        });

        Assert.InRange(await world.Environment.GetCurrentTimeAsync() - begun, TimeSpan.Zero, LongerThanPatience / 2);
        Assert.Equal(how == "forced" ? Remarks.AfterGap : how is "created" or "again-by-another-hook" ? null : outcome.Reason, outcome.Reason);
        Assert.Equal(how is "forced" or "deleted" ? (1, 1, 0) : (0, 0, 0), await GapsAsync(repository));
    }

    [Fact]
    public async Task The_first_push_of_a_branch_waits_for_nothing_and_what_came_before_it_is_no_gap()
    {
        var repository = world.Repository();

        Assert.Equal((OutcomeKind.Handled, null), Short(await repository.OutcomeOfAsync(await repository.StepAsync(2, 3))));
        Assert.Equal((OutcomeKind.Handled, null), Short(await repository.OutcomeOfAsync(await repository.StepAsync(1, 2))));

        Assert.Equal((0, 0, 0), await GapsAsync(repository));
    }

    [Fact]
    public async Task A_held_push_outlives_runs_and_workers_and_is_settled_once()
    {
        var own = new RepositoryWorld();
        await own.InitializeAsync();
        try
        {
            var repository = own.Repository();
            var start = new RepositoryCarry { DeliveriesARun = 1 };
            var (earlier, later) = (await repository.StepAsync(2, 3), await repository.StepAsync(3, 4));
            await repository.OutcomeOfAsync(await repository.StepAsync(1, 2), start);
            await repository.DeliverAsync(later);
            await repository.OutcomeOfAsync(await repository.StepAsync(8, 9, push => push with { Ref = "refs/heads/other" }));
            await repository.HeldAsync(1);
            await own.RestartWorkerAsync();
            await own.Environment.DelayAsync(TimeSpan.FromSeconds(100));
            Assert.Null((await own.Ledger.FindAsync(later.DeliveryId, CancellationToken.None))?.Outcome);

            await repository.DeliverAsync(later);
            Assert.Equal((OutcomeKind.Handled, null), Short(await repository.OutcomeOfAsync(earlier)));

            Assert.Equal((OutcomeKind.Handled, null), Short(await own.OutcomeAsync(later.DeliveryId)));
            var history = await repository.HistoryAsync(5);
            Assert.Equal([OutcomeKind.Handled, OutcomeKind.Duplicate], history.Where(line => line.DeliveryId == later.DeliveryId).Select(line => line.Outcome).Order());
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_held_push_has_not_more_patience_because_the_run_continued()
    {
        var repository = world.Repository();
        var patience = new RepositoryCarry().Patience;
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2), new RepositoryCarry { DeliveriesARun = 1 });
        var later = await repository.StepAsync(3, 4);
        await repository.DeliverAsync(later);
        await repository.HeldAsync(1);
        var held = await world.Environment.GetCurrentTimeAsync();
        await world.Environment.DelayAsync(patience / 2);
        await repository.OutcomeOfAsync(await repository.StepAsync(8, 9, push => push with { Ref = "refs/heads/other" }));
        await repository.HeldAsync(1);

        await world.Environment.DelayAsync(patience / 2);

        Assert.Equal((OutcomeKind.Handled, Remarks.AfterGap), Short(await world.OutcomeAsync(later.DeliveryId)));
        Assert.InRange(await world.Environment.GetCurrentTimeAsync() - held, patience, patience * 1.4);
    }

    [Fact]
    public async Task A_gap_that_is_known_keeps_the_workflow_for_as_long_as_a_redelivery_can_be_asked_for()
    {
        var repository = world.Repository();
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2), new RepositoryCarry { DeliveriesARun = 1 });
        var later = await repository.StepAsync(3, 4);
        var handle = await repository.DeliverAsync(later);
        await repository.HeldAsync(1);
        await world.Environment.DelayAsync(LongerThanPatience);
        await world.OutcomeAsync(later.DeliveryId);
        await world.Environment.DelayAsync(TimeSpan.FromDays(2));

        Assert.Equal((OutcomeKind.Handled, Remarks.GapClosed), Short(await repository.OutcomeOfAsync(await repository.StepAsync(2, 3))));
        Assert.DoesNotContain(Mark, await DocumentAsync(later), StringComparison.Ordinal);

        // Counted by the workflow that marked it: another one would have learnt of the gap from the ledger, and not of its mark.
        Assert.Equal((0, 1, 1), await GapsAsync(repository));
        var before = await world.Environment.GetCurrentTimeAsync();
        await handle.GetResultAsync();
        Assert.InRange(await world.Environment.GetCurrentTimeAsync() - before, TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_workflow_that_starts_again_after_a_quiet_period_knows_where_the_branches_stand()
    {
        var repository = world.Repository();
        var handle = await repository.DeliverAsync(await repository.StepAsync(1, 2));
        await handle.GetResultAsync();
        var (next, later) = (await repository.StepAsync(2, 3), await repository.StepAsync(4, 5));

        Assert.Equal((OutcomeKind.Handled, null), Short(await repository.OutcomeOfAsync(next)));
        await repository.DeliverAsync(later);
        await repository.HeldAsync(1);
        await world.Environment.DelayAsync(LongerThanPatience);

        Assert.Equal((OutcomeKind.Handled, Remarks.AfterGap), Short(await world.OutcomeAsync(later.DeliveryId)));
    }

    [Fact]
    public async Task The_first_push_after_a_quiet_period_waits_for_one_that_is_missing()
    {
        var repository = world.Repository();
        var handle = await repository.DeliverAsync(await repository.StepAsync(1, 2));
        await handle.GetResultAsync();
        var later = await repository.StepAsync(3, 4);

        await repository.DeliverAsync(later);
        await repository.HeldAsync(1);

        Assert.Equal((OutcomeKind.Handled, null), Short(await repository.OutcomeOfAsync(await repository.StepAsync(2, 3))));
        Assert.Equal((OutcomeKind.Handled, null), Short(await world.OutcomeAsync(later.DeliveryId)));
        Assert.Equal((0, 0, 0), await GapsAsync(repository));
    }

    [Fact]
    public async Task Asked_to_stop_while_a_push_waits_it_is_settled_at_once()
    {
        var repository = world.Repository();
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2));
        var later = await repository.StepAsync(3, 4);
        var handle = await repository.DeliverAsync(later);
        await repository.HeldAsync(1);

        await handle.CancelAsync();

        Assert.Equal((OutcomeKind.Handled, Remarks.AfterGap), Short(await world.OutcomeAsync(later.DeliveryId)));
    }

    [Fact]
    public async Task A_late_push_is_handled_also_when_the_one_behind_it_cannot_be_corrected()
    {
        var repository = world.Repository();
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2));
        var later = await repository.StepAsync(3, 4);
        await repository.DeliverAsync(later with { Payload = later.Payload with { Sha256 = new string('0', 64) } });
        await repository.HeldAsync(1);
        await world.Environment.DelayAsync(LongerThanPatience);
        Assert.Equal(OutcomeKind.Quarantined, (await world.OutcomeAsync(later.DeliveryId)).Kind);

        Assert.Equal((OutcomeKind.Handled, Remarks.GapNotCorrected), Short(await repository.OutcomeOfAsync(await repository.StepAsync(2, 3))));
    }

    [Fact]
    public async Task A_push_whose_predecessor_waits_itself_waits_for_it_whichever_came_first()
    {
        var repository = world.Repository();
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2));
        var (before, behind) = (await repository.StepAsync(3, 4), await repository.StepAsync(4, 5));
        await repository.DeliverAsync(behind);
        await repository.HeldAsync(1);
        await repository.DeliverAsync(before);
        await repository.HeldAsync(2);
        await world.Environment.DelayAsync(LongerThanPatience);

        Assert.Equal((OutcomeKind.Handled, Remarks.AfterGap), Short(await world.OutcomeAsync(before.DeliveryId)));
        Assert.Equal((OutcomeKind.Handled, null), Short(await world.OutcomeAsync(behind.DeliveryId)));
        Assert.Equal((1, 1, 0), await GapsAsync(repository));
    }

    [Fact]
    public async Task Pushes_that_name_each_other_as_predecessor_hold_each_other_up_for_a_bounded_time()
    {
        var repository = world.Repository();
        var (one, two) = (await repository.StepAsync(5, 6), await repository.StepAsync(6, 5));
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2));
        await repository.DeliverAsync(one);
        await repository.HeldAsync(1);
        await repository.DeliverAsync(two);
        await repository.HeldAsync(2);

        await world.Environment.DelayAsync(2 * LongerThanPatience);

        Assert.Equal(OutcomeKind.Handled, (await world.OutcomeAsync(one.DeliveryId)).Kind);
        Assert.Equal(OutcomeKind.Handled, (await world.OutcomeAsync(two.DeliveryId)).Kind);
    }

    /// <summary>Every order of four pushes, each of them so late that nobody waits for it any longer, or all at once.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_whatever_order_the_pushes_of_a_branch_come_documents_and_state_are_the_same(bool isLate)
    {
        var orders = Orders.Of([1, 2, 3, 4]).ToList();
        var repositories = orders.Select(_ => world.Repository()).ToList();
        var deliveries = new List<DeliveryEvent[]>();
        foreach (var (repository, order) in repositories.Zip(orders))
        {
            var mine = new DeliveryEvent[order.Count];
            for (var place = 0; place < order.Count; place++)
            {
                mine[place] = await repository.StepAsync(order[place], order[place] + 1);
            }

            deliveries.Add(mine);
        }

        for (var place = 0; place < 4; place++)
        {
            foreach (var (repository, mine) in repositories.Zip(deliveries))
            {
                await repository.DeliverAsync(mine[place]);
            }

            if (isLate)
            {
                await world.Environment.DelayAsync(LongerThanPatience);
                await Task.WhenAll(deliveries.Select(mine => world.OutcomeAsync(mine[place].DeliveryId)));
            }
        }

        await Task.WhenAll(deliveries.SelectMany(mine => mine).Select(delivery => world.OutcomeAsync(delivery.DeliveryId)));
        var expected = await ResultAsync(repositories[0], deliveries[0]);
        Assert.Equal(4, expected.Count);
        foreach (var (repository, mine) in repositories.Zip(deliveries))
        {
            Assert.Equal(expected, await ResultAsync(repository, mine));
            var (open, marked, closed) = await GapsAsync(repository);
            Assert.Equal((0, marked), (open, closed));
            Assert.True(isLate || marked == 0);
        }
    }

    /// <summary>The documents in the order of the chain, without what is the repository's own.</summary>
    private async Task<List<string>> ResultAsync(TestRepository repository, DeliveryEvent[] deliveries)
    {
        var documents = new List<string>();
        foreach (var delivery in deliveries.OrderBy(delivery => delivery.Push?.After, StringComparer.Ordinal))
        {
            Assert.Equal(OutcomeKind.Handled, (await world.OutcomeAsync(delivery.DeliveryId)).Kind);
            documents.Add((await DocumentAsync(delivery)).Replace(repository.Entity.Split('/')[^1], "ID", StringComparison.Ordinal));
        }

        return documents;
    }

    private async Task<string> DocumentAsync(DeliveryEvent delivery)
    {
        var path = Assert.Single((await world.OutcomeAsync(delivery.DeliveryId)).Artefacts);
        return await world.Knowledge.ReadAsync(path, CancellationToken.None) ?? "";
    }

    private static async Task<(int Open, int Marked, int Closed)> GapsAsync(TestRepository repository)
    {
        var order = (await repository.StateAsync()).Order!; // A repository's order is checked.
        return (order.Gaps.Count, order.GapsMarked, order.GapsClosed);
    }

    private static (OutcomeKind Kind, string? Reason) Short(Outcome outcome) => (outcome.Kind, outcome.Reason);
}
