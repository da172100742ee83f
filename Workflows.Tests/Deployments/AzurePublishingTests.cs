using Temporalio.Client;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Interventions;
using Webhooks.Workflows.Deployments;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.Deployments;

public sealed class AzurePublishingTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    [Fact]
    public async Task A_change_log_stands_in_the_document_store_and_whoever_runs_the_systems_is_told()
    {
        var resource = Resource();

        var outcome = await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1));

        Assert.Equal((OutcomeKind.Handled, (string?)null), (outcome.Kind, outcome.Reason));
        Assert.Contains("### `Microsoft.Web/sites/write`: succeeded", await StoredAsync(resource), StringComparison.Ordinal);
        var told = Assert.Single(ToldOf(resource));
        Assert.Equal(("DevOps", $"microsoft.web/sites shop-{resource.Number}: succeeded"), (told.Channel, told.Title));
        Assert.Equal($"https://portal.azure.com/#resource{resource.ResourceId}", Assert.Single(told.Links).Address.ToString());
    }

    [Fact]
    public async Task What_has_only_begun_is_told_to_nobody()
    {
        var resource = Resource();

        await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1, status: "Accepted"));

        Assert.Empty(ToldOf(resource));
        Assert.False(File.Exists(PathOf(resource)));
    }

    [Fact]
    public async Task Each_change_is_told_once_whatever_comes_twice_or_late()
    {
        var resource = Resource();
        var ended = resource.Happened("WriteSuccess", 5, status: "Succeeded");
        await resource.OutcomeOfAsync(ended);
        await resource.DeliverAsync(ended);
        await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 5, status: "Succeeded"));
        await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1, status: "Accepted"));
        await resource.OutcomeOfAsync(resource.Happened("DeleteSuccess", 9, "c-2"));

        Assert.Equal(2, ToldOf(resource).Select(notice => notice.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, ToldOf(resource).Count);
        Assert.Contains("09:01 UTC: accepted", await StoredAsync(resource), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_operator_repeats_is_written_again_and_told_to_nobody()
    {
        var resource = Resource();
        var ended = resource.Happened("WriteSuccess", 1);
        await resource.OutcomeOfAsync(ended);
        File.Delete(PathOf(resource));

        await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1) with { ReplayOf = ended.DeliveryId });

        Assert.Single(ToldOf(resource));
        Assert.True(File.Exists(PathOf(resource)));
    }

    [Fact]
    public async Task While_the_document_store_is_down_for_an_hour_the_change_log_waits_for_a_person()
    {
        var resource = Resource();
        world.Store.IsDown = true;

        var outcome = await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1));
        await world.Environment.DelayAsync(TimeSpan.FromHours(1));
        world.Store.IsDown = false;
        await Waiting(resource).SignalAsync(WorkflowNames.RetrySignal, []);
        var end = await Waiting(resource).GetResultAsync<InterventionState>();

        Assert.Equal((OutcomeKind.Handled, DeploymentRemarks.UploadWaits), (outcome.Kind, outcome.Reason));
        Assert.Equal([resource.Path], outcome.Artefacts);
        Assert.Equal(InterventionStatus.Done, end.Status);
        Assert.Contains("### `Microsoft.Web/sites/write`: succeeded", await StoredAsync(resource), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_newer_version_is_uploaded_the_one_that_waits_does_not_take_its_place()
    {
        var resource = Resource();
        world.Store.IsDown = true;
        await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1));
        world.Store.IsDown = false;

        var outcome = await resource.OutcomeOfAsync(resource.Happened("DeleteSuccess", 2, "c-2", operation: "Microsoft.Web/sites/delete"));

        Assert.Null(outcome.Reason);
        Assert.Equal(InterventionStatus.Done, (await Waiting(resource).GetResultAsync<InterventionState>()).Status);
        Assert.Contains("sites/delete", await StoredAsync(resource), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_nobody_can_be_told_is_remarked_and_no_more()
    {
        var resource = Resource();
        world.Notifier.IsDown = true;

        var outcome = await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1));
        world.Notifier.IsDown = false;

        Assert.Equal((OutcomeKind.Handled, DeploymentRemarks.NotNotified), (outcome.Kind, outcome.Reason));
        Assert.True(File.Exists(PathOf(resource)));
    }

    [Fact]
    public async Task A_worker_that_is_replaced_in_the_middle_leaves_one_document_and_one_notice()
    {
        var resource = Resource();
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Store.During = async _ =>
        {
            begun.TrySetResult();
            await gate.Task;
        };
        var stored = await resource.StoredAsync(resource.Happened("WriteSuccess", 1));
        await resource.DeliverAsync(stored);
        await begun.Task;
        world.Store.During = _ => Task.CompletedTask;
        var stopping = world.StopWorkerAsync();
        gate.SetResult();
        await stopping;
        world.StartWorker();

        var outcome = await world.OutcomeAsync(stored.DeliveryId);

        Assert.Equal((OutcomeKind.Handled, (string?)null), (outcome.Kind, outcome.Reason));
        Assert.Contains("### `Microsoft.Web/sites/write`: succeeded", await StoredAsync(resource), StringComparison.Ordinal);
        Assert.Single(ToldOf(resource));
    }

    private TestResource Resource() => new(world, world.NextNumber());

    private string PathOf(TestResource resource) => Path.Combine(world.Store.Directory, AzureChangeLog.Folder, Path.GetFileName(resource.Path));

    private Task<string> StoredAsync(TestResource resource) => File.ReadAllTextAsync(PathOf(resource));

    private List<Activities.Notifications.Notification> ToldOf(TestResource resource) =>
        [.. world.Notifier.Told.Where(notice => notice.Key.StartsWith(resource.Entity, StringComparison.Ordinal))];

    private WorkflowHandle Waiting(TestResource resource) => world.Client.GetWorkflowHandle(InterventionId.OfUpload($"{resource.Entity}/change-log"));
}
