using Temporalio.Client;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Deployments;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.Tests.Entities;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.Deployments;

public sealed class GitHubDeploymentTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    private const string Incomplete = "> **Incomplete.**";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData("success")]
    [InlineData("failure")]
    [InlineData("error")]
    public async Task A_deployment_gets_its_change_log_when_it_ends_and_not_before(string end)
    {
        var deployment = Deployment();

        var requested = await deployment.OutcomeOfAsync(deployment.Requested());
        var running = await deployment.OutcomeOfAsync(deployment.Reached("in_progress", 1));
        var ended = await deployment.OutcomeOfAsync(deployment.Reached(end, 2));

        Assert.Equal((0, 0), (requested.Artefacts.Count, running.Artefacts.Count));
        Assert.Equal((OutcomeKind.Handled, (string?)null), (ended.Kind, ended.Reason));
        Assert.Equal([deployment.Path], ended.Artefacts);
        var text = await deployment.DocumentAsync();
        Assert.Contains($"### `deploy`: {end}", text, StringComparison.Ordinal);
        Assert.Contains("asked for by mona on 2 March 2026, 09:00 UTC", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Incomplete, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lower_rank_that_comes_late_changes_the_timeline_alone()
    {
        var deployment = Deployment();
        await deployment.OutcomeOfAsync(deployment.Requested());
        await deployment.OutcomeOfAsync(deployment.Reached("success", 5));

        var late = await deployment.OutcomeOfAsync(deployment.Reached("in_progress", 3, minute: 6));

        var text = await deployment.DocumentAsync();
        Assert.Equal([deployment.Path], late.Artefacts);
        Assert.Contains("status: \"success\"", text, StringComparison.Ordinal);
        Assert.Contains("- 2 March 2026, 09:06 UTC: in_progress, by", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_that_another_replaced_says_so()
    {
        var deployment = Deployment();
        await deployment.OutcomeOfAsync(deployment.Requested());
        await deployment.OutcomeOfAsync(deployment.Reached("inactive", 9));
        await deployment.OutcomeOfAsync(deployment.Reached("success", 5));

        Assert.Contains("### `deploy`: inactive", await deployment.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_waits_for_its_request_which_comes_first_then()
    {
        var deployment = Deployment();
        var status = await deployment.StoredAsync(deployment.Reached("success", 5));
        await deployment.DeliverAsync(status);
        var requested = await deployment.OutcomeOfAsync(deployment.Requested());

        var ended = await world.OutcomeAsync(status.DeliveryId);

        Assert.Equal((OutcomeKind.Handled, 0), (requested.Kind, requested.Artefacts.Count));
        Assert.Equal((OutcomeKind.Handled, (string?)null), (ended.Kind, ended.Reason));
        Assert.DoesNotContain(Incomplete, await deployment.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_whose_request_does_not_come_goes_on_with_a_mark_that_the_late_request_takes_away()
    {
        var deployment = Deployment();
        var status = await deployment.StoredAsync(deployment.Reached("success", 5));
        await deployment.DeliverAsync(status);
        await WaitingAsync(deployment, 1);
        await world.Environment.DelayAsync(new DeploymentCarry().RequestPatience);

        var ended = await world.OutcomeAsync(status.DeliveryId);
        var marked = await deployment.DocumentAsync();
        var late = await deployment.OutcomeOfAsync(deployment.Requested());

        Assert.Equal((OutcomeKind.Handled, DeploymentRemarks.RequestMissing), (ended.Kind, ended.Reason));
        Assert.Contains(Incomplete, marked, StringComparison.Ordinal);
        Assert.Equal((OutcomeKind.Handled, (string?)null), (late.Kind, late.Reason));
        Assert.Equal([deployment.Path], late.Artefacts);
        Assert.DoesNotContain(Incomplete, await deployment.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_status_from_another_hook_is_nothing_new_and_a_strange_event_is_not_handled()
    {
        var deployment = Deployment();
        var requested = deployment.Requested();
        await deployment.OutcomeOfAsync(requested);

        Assert.Equal(EntityRules.NothingNew, (await deployment.OutcomeOfAsync(deployment.Twin(requested))).Reason);
        Assert.Equal(EntityRules.EventNotHandled, (await deployment.OutcomeOfAsync(deployment.Strange())).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_the_order_of_arrival_the_document_is_the_same(ulong seed)
    {
        var deployment = Deployment();
        DeliveryEvent[] life =
        [
            deployment.Requested(), deployment.Reached("queued", 1), deployment.Reached("in_progress", 2), deployment.Reached("failure", 3),
            deployment.Reached("in_progress", 4), deployment.Reached("success", 5), deployment.Reached("inactive", 6, minute: 5),
        ];
        foreach (var delivery in Arrivals.Shuffled(life, seed))
        {
            await deployment.DeliverAsync(await deployment.StoredAsync(delivery), new DeploymentCarry { DeliveriesARun = 2 });
        }

        foreach (var delivery in life)
        {
            Assert.Equal(OutcomeKind.Handled, (await world.OutcomeAsync(delivery.DeliveryId)).Kind);
        }

        var folded = life.Aggregate((DeploymentLog?)null, DeploymentLog.Following);
        Assert.Equal(PullRequests.TestPullRequest.Told(DeploymentTemplate.Write(folded!).Markdown), PullRequests.TestPullRequest.Told(await deployment.DocumentAsync())); // Seven deliveries make a log.
    }

    [Fact]
    public async Task A_status_that_waits_does_so_across_continued_runs_and_no_longer_for_it()
    {
        var deployment = Deployment();
        var start = new DeploymentCarry { DeliveriesARun = 1, RequestPatience = TimeSpan.FromMinutes(3) };
        var begun = await world.Environment.GetCurrentTimeAsync();
        var status = await deployment.StoredAsync(deployment.Reached("success", 5));
        await deployment.DeliverAsync(status, start);
        await world.Environment.DelayAsync(TimeSpan.FromMinutes(2));
        await deployment.OutcomeOfAsync(deployment.Strange(), start);
        Assert.Null((await world.Ledger.FindAsync(status.DeliveryId, CancellationToken.None))?.Outcome);

        await world.Environment.DelayAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(DeploymentRemarks.RequestMissing, (await world.OutcomeAsync(status.DeliveryId)).Reason);
        Assert.InRange(await world.Environment.GetCurrentTimeAsync() - begun, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task A_status_after_the_workflow_ended_finds_the_request_and_does_not_wait()
    {
        var deployment = Deployment();
        await EndedAsync(deployment, deployment.Requested());

        var status = await deployment.OutcomeOfAsync(deployment.Reached("success", 5));

        Assert.Null(status.Reason);
        Assert.Contains("- 2 March 2026, 09:00 UTC: requested, by mona", await deployment.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_after_the_workflow_ended_closes_the_gap()
    {
        var deployment = Deployment();
        await EndedAsync(deployment, deployment.Reached("success", 5));

        var late = await deployment.OutcomeOfAsync(deployment.Requested());

        Assert.Equal([deployment.Path], late.Artefacts);
        var text = await deployment.DocumentAsync();
        Assert.DoesNotContain(Incomplete, text, StringComparison.Ordinal);
        Assert.Contains("### `deploy`: success", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_is_replaced_goes_on_waiting_where_the_other_was()
    {
        var deployment = Deployment();
        var status = await deployment.StoredAsync(deployment.Reached("success", 5));
        await deployment.DeliverAsync(status);
        await WaitingAsync(deployment, 1);
        await world.RestartWorkerAsync();

        await deployment.OutcomeOfAsync(deployment.Requested());

        Assert.Null((await world.OutcomeAsync(status.DeliveryId)).Reason);
    }

    [Fact]
    public async Task Asked_to_stop_it_waits_for_nothing_and_settles_what_it_has()
    {
        var deployment = Deployment();
        var status = await deployment.StoredAsync(deployment.Reached("success", 5));
        var handle = await deployment.DeliverAsync(status);

        await handle.CancelAsync();

        await world.Environment.WithAutoTimeSkippingDisabledAsync(() => handle.GetResultAsync().WaitAsync(Patience));
        Assert.Equal(DeploymentRemarks.RequestMissing, (await world.OutcomeAsync(status.DeliveryId)).Reason);
    }

    private async Task WaitingAsync(TestDeployment deployment, int waiting)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await world.StateAsync(deployment.Entity)).Waiting != waiting)
        {
            await world.Environment.DelayAsync(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    private async Task EndedAsync(TestDeployment deployment, DeliveryEvent delivery)
    {
        var stored = await deployment.StoredAsync(delivery);
        var handle = await deployment.DeliverAsync(stored);
        await handle.GetResultAsync().WaitAsync(Patience);
        await world.OutcomeAsync(stored.DeliveryId);
    }

    private TestDeployment Deployment() => new(world, world.NextNumber());
}
