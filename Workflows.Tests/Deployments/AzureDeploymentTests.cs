using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Deployments;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.Tests.Entities;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.Deployments;

public sealed class AzureDeploymentTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    [Theory]
    [InlineData("WriteSuccess", "Succeeded", "succeeded")]
    [InlineData("DeleteFailure", "Failed", "failed")]
    [InlineData("ActionCancel", null, "canceled")]
    [InlineData("WriteFailure", "Succeeded", "failed")]
    public async Task What_ended_stands_in_the_change_log_of_the_resource(string kind, string? status, string expected)
    {
        var resource = Resource();

        var outcome = await resource.OutcomeOfAsync(resource.Happened(kind, 1, status: status));

        Assert.Equal(OutcomeKind.Handled, outcome.Kind);
        Assert.Equal([resource.Path], outcome.Artefacts);
        var text = await resource.DocumentAsync();
        Assert.Contains($"### `Microsoft.Web/sites/write`: {expected}", text, StringComparison.Ordinal);
        Assert.Contains($"(https://portal.azure.com/#resource{resource.ResourceId})", text, StringComparison.Ordinal);
        Assert.Contains("Who made the changes is not known here", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_only_begun_gets_no_change_log_and_overwrites_none_when_it_comes_late()
    {
        var resource = Resource();

        var begun = await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1, status: "Accepted"));
        await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 5, status: "Succeeded"));
        var late = await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 6, status: "Running"));

        Assert.Equal((OutcomeKind.Handled, 0), (begun.Kind, begun.Artefacts.Count));
        Assert.Equal([resource.Path], late.Artefacts);
        Assert.Contains("### `Microsoft.Web/sites/write`: succeeded\n\n- 2 March 2026, 09:01 UTC: accepted\n", await resource.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_operation_on_a_resource_is_told_apart_the_newest_first()
    {
        var resource = Resource();
        await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 10, "c-2"));
        await resource.OutcomeOfAsync(resource.Happened("WriteFailure", 1, "c-1"));
        await resource.OutcomeOfAsync(resource.Happened("DeleteSuccess", 20, "c-3", operation: "Microsoft.Web/sites/delete"));

        var headings = (await resource.DocumentAsync()).Split('\n').Where(line => line.StartsWith("### ", StringComparison.Ordinal));

        Assert.Equal(["### `Microsoft.Web/sites/delete`: succeeded", "### `Microsoft.Web/sites/write`: succeeded", "### `Microsoft.Web/sites/write`: failed"], headings);
    }

    [Fact]
    public async Task The_same_event_through_another_subscription_is_nothing_new()
    {
        var resource = Resource();
        await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1));

        Assert.Equal(EntityRules.NothingNew, (await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1))).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_the_order_of_arrival_the_document_is_the_same(ulong seed)
    {
        var resource = Resource();
        DeliveryEvent[] life =
        [
            resource.Happened("WriteSuccess", 1, status: "Accepted"), resource.Happened("WriteSuccess", 1, status: "Running"),
            resource.Happened("WriteSuccess", 1, status: "Succeeded"), resource.Happened("WriteFailure", 7, "c-2"),
            resource.Happened("WriteSuccess", 7, "c-3"), resource.Happened("ActionSuccess", 8, "c-4", operation: "Microsoft.Web/sites/restart"),
            resource.Happened("DeleteSuccess", 9, "c-5", operation: "Microsoft.Web/sites/delete"),
        ];
        foreach (var delivery in Arrivals.Shuffled(life, seed))
        {
            await resource.OutcomeOfAsync(delivery, new DeploymentCarry { DeliveriesARun = 2 });
        }

        var folded = life.Aggregate((DeploymentLog?)null, DeploymentLog.Following);
        Assert.Equal(PullRequests.TestPullRequest.Told(DeploymentTemplate.Write(folded!).Markdown), PullRequests.TestPullRequest.Told(await resource.DocumentAsync())); // Seven deliveries make a log.
    }

    private TestResource Resource() => new(world, world.NextNumber());
}
