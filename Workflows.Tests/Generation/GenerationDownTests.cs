using Webhooks.Activities.Tests.Generation;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.Deployments;
using Webhooks.Workflows.Tests.GitHub;
using Webhooks.Workflows.Tests.Jira;
using Webhooks.Workflows.Tests.PullRequests;

namespace Webhooks.Workflows.Tests.Generation;

/// <summary>A model is configured and does not answer: everything is documented all the same, and says so.</summary>
public sealed class GenerationDownTests : IAsyncLifetime
{
    private const string Mark = "fallback: \"generation-unavailable\"";
    private const string Line = "> **By template.** Text generation did not answer.";

    private readonly TestGeneration silent = TestGeneration.Silent();
    private readonly RepositoryWorld world = new();

    public async Task InitializeAsync()
    {
        world.Documentation = silent.Documentation;
        await world.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await world.DisposeAsync();
        silent.Dispose();
    }

    [Fact]
    public async Task Commits_are_documented_by_template()
    {
        var repository = world.Repository();

        var outcome = await repository.OutcomeOfAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1), "feat: one"), Pushes.Commit(Pushes.Sha(2), "fix: two")));

        Assert.Equal((OutcomeKind.Handled, 2), (outcome.Kind, outcome.Artefacts.Count));
        AssertMarked(await world.ReadAsync(outcome.Artefacts[0]));
        AssertMarked(await world.ReadAsync(outcome.Artefacts[1]));
    }

    [Fact]
    public async Task A_pull_request_is_summed_up_by_template()
    {
        var request = new TestPullRequest(world, world.NextNumber());

        var outcome = await request.OutcomeOfAsync(request.Merged(9));

        Assert.Equal(OutcomeKind.Handled, outcome.Kind);
        Assert.Equal([request.Path], outcome.Artefacts);
        AssertMarked(await request.DocumentAsync());
    }

    [Fact]
    public async Task A_ticket_is_summed_up_by_template()
    {
        var ticket = new TestTicket(world, world.NextNumber());

        var outcome = await ticket.OutcomeOfAsync(ticket.Done(9));

        Assert.Equal(OutcomeKind.Handled, outcome.Kind);
        Assert.Equal([ticket.Path], outcome.Artefacts);
        AssertMarked(await ticket.DocumentAsync());
    }

    [Fact]
    public async Task A_deployment_of_GitHub_is_logged_by_template()
    {
        var deployment = new TestDeployment(world, world.NextNumber());
        await deployment.OutcomeOfAsync(deployment.Requested());

        var outcome = await deployment.OutcomeOfAsync(deployment.Reached("success", 5));

        Assert.Equal(OutcomeKind.Handled, outcome.Kind);
        Assert.Equal([deployment.Path], outcome.Artefacts);
        AssertMarked(await deployment.DocumentAsync());
    }

    [Fact]
    public async Task A_resource_of_Azure_is_logged_by_template()
    {
        var resource = new TestResource(world, world.NextNumber());

        var outcome = await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 2, status: "Succeeded"));

        Assert.Equal(OutcomeKind.Handled, outcome.Kind);
        Assert.Contains(resource.Path, outcome.Artefacts);
        AssertMarked(await resource.DocumentAsync());
    }

    [Fact]
    public async Task When_it_is_back_the_next_event_is_written_about_without_the_mark()
    {
        var ticket = new TestTicket(world, world.NextNumber());
        await ticket.OutcomeOfAsync(ticket.Done(9));
        await using var model = await FakeModel.StartedAsync();
        using var answering = new TestGeneration(model.Settings());
        world.Documentation = answering.Documentation;
        await world.RestartWorkerAsync();
        model.Says = _ => FakeModel.Text("The ticket was done.");

        await ticket.OutcomeOfAsync(ticket.Moved(20, "Done", "To Do", "new"));

        var text = await ticket.DocumentAsync();
        Assert.Contains("## In short\n\nThe ticket was done.\n\n_Written by `fake-model` from the facts below._", text, StringComparison.Ordinal);
        Assert.Contains("generated: \"fake-model\"\nprompt: \"ticket/1\"\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fallback", text, StringComparison.Ordinal);
    }

    private static void AssertMarked(string document)
    {
        Assert.Contains("generated: \"template\"", document, StringComparison.Ordinal);
        Assert.Contains(Mark, document, StringComparison.Ordinal);
        Assert.Contains(Line, document, StringComparison.Ordinal);
    }
}
