using Microsoft.Extensions.Options;
using Temporalio.Testing;
using Webhooks.Activities.Commits;
using Webhooks.Activities.GitHub;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Storage.Journal;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.Deployments;
using Webhooks.Workflows.Tests.GitHub;
using Webhooks.Workflows.Tests.Jira;
using Webhooks.Workflows.Tests.PullRequests;

namespace Webhooks.Workflows.Tests.LoopBreaking;

/// <summary>What we did ourselves is known from then on, and leads to nothing.</summary>
public sealed class OwnChangeTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    [Fact]
    public async Task A_push_of_ours_is_filtered_and_stays_a_link_of_its_branch()
    {
        var repository = world.Repository();
        await repository.OutcomeOfAsync(await repository.StepAsync(1, 2));

        var own = await repository.OutcomeOfAsync(await OwnStepAsync(repository, 2, 3));
        var next = await repository.OutcomeOfAsync(await repository.StepAsync(3, 4));

        Assert.Equal((OutcomeKind.Filtered, EntityRules.OwnChange), (own.Kind, own.Reason));
        Assert.Equal((OutcomeKind.Handled, null, 1), (next.Kind, next.Reason, next.Artefacts.Count));
    }

    [Theory]
    [InlineData("Say hello", "Docs@example.org", "mona", Significance.OwnChange)]
    [InlineData("Say hello", "mona@example.org", "docs-writer[bot]", Significance.OwnChange)]
    [InlineData("feat!: say hello\n\nWritten-By: webhooks-gateway", "mona@example.org", "mona", Significance.OwnChange)]
    [InlineData("Revert what was\nnot Written-By: webhooks-gateway", "mona@example.org", "mona", null)]
    [InlineData("Say hello", "mona@example.org", "mona", null)]
    public async Task Each_commit_of_a_push_is_looked_at_by_itself(string message, string email, string login, string? rule)
    {
        var repository = world.Repository();
        var commit = Pushes.Commit(Pushes.Sha(1), message);
        commit["author"] = Pushes.Person("Somebody", email, login);
        var stored = await repository.StoredAsync(commit, Pushes.Commit(Pushes.Sha(2), "feat: say more"));
        var own = new OwnIdentities(["docs-writer[bot]"], ["docs@example.org"]);
        var activities = new CommitActivities(
            new PushPayloads(new PayloadReader(Path.Combine(world.Folder, "journal"))), Options.Create(new SignificanceOptions { SkipBots = false }), own: own);
        Task<CommitAnalysis> AnalyseAsync(int number) => new ActivityEnvironment().RunAsync(
            () => activities.AnalyseCommitAsync(Pushes.Reference(Pushes.Sha(number)) with { Payload = stored.Payload }));

        Assert.Equal(rule, (await AnalyseAsync(1)).Rule);
        Assert.Null((await AnalyseAsync(2)).Rule);
    }

    [Fact]
    public async Task What_we_do_to_a_ticket_writes_nothing_and_is_in_what_the_next_change_writes()
    {
        var ticket = new TestTicket(world, world.NextNumber());

        var own = await ticket.OutcomeOfAsync(Own(ticket.Done(9)));
        var isWritten = File.Exists(Path.Combine(world.Folder, "knowledge-base", ticket.Path));
        var next = await ticket.OutcomeOfAsync(ticket.Commented(12, 7));

        Assert.Equal((OutcomeKind.Filtered, EntityRules.OwnChange), (own.Kind, own.Reason));
        Assert.False(isWritten);
        Assert.Equal([ticket.Path], next.Artefacts);
        Assert.Contains("Completed as **Done** on 2 March 2026, 09:09 UTC", await ticket.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_we_do_to_a_pull_request_writes_nothing_and_is_in_what_the_next_change_writes()
    {
        var request = new TestPullRequest(world, world.NextNumber());

        var own = await request.OutcomeOfAsync(Own(request.Merged(9)));
        var isWritten = File.Exists(Path.Combine(world.Folder, "knowledge-base", request.Path));
        var next = await request.OutcomeOfAsync(request.Reviewed(12, "ada", "approved", 501, merged: 9));

        Assert.Equal((OutcomeKind.Filtered, EntityRules.OwnChange), (own.Kind, own.Reason));
        Assert.False(isWritten);
        Assert.Equal([request.Path], next.Artefacts);
    }

    [Fact]
    public async Task What_we_do_to_a_deployment_writes_nothing_and_leaves_no_gap()
    {
        var deployment = new TestDeployment(world, world.NextNumber());

        var own = await deployment.OutcomeOfAsync(deployment.Requested() with { OwnChange = true });
        var reached = await deployment.OutcomeOfAsync(deployment.Reached("success", 3));

        Assert.Equal((OutcomeKind.Filtered, EntityRules.OwnChange), (own.Kind, own.Reason));
        Assert.Equal((null, 1), (reached.Reason, reached.Artefacts.Count));
    }

    [Fact]
    public async Task What_we_do_to_a_resource_writes_nothing()
    {
        var resource = new TestResource(world, world.NextNumber());

        var own = await resource.OutcomeOfAsync(resource.Happened("WriteSuccess", 1) with { OwnChange = true });

        Assert.Equal((OutcomeKind.Filtered, EntityRules.OwnChange), (own.Kind, own.Reason));
        Assert.False(File.Exists(Path.Combine(world.Folder, "knowledge-base", resource.Path)));
    }

    private static (DeliveryEvent Delivery, System.Text.Json.Nodes.JsonObject Body) Own((DeliveryEvent Delivery, System.Text.Json.Nodes.JsonObject Body) happened) =>
        (happened.Delivery with { OwnChange = true }, happened.Body);

    private async Task<DeliveryEvent> OwnStepAsync(TestRepository repository, int before, int after)
    {
        var push = repository.Push() with { Before = Pushes.Sha(before), After = Pushes.Sha(after) };
        return await world.StoreAsync(repository.Event(push) with { OwnChange = true }, Pushes.Body(Pushes.Commit(Pushes.Sha(after), "feat: ours")));
    }
}
