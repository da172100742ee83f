using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.Deployments;
using Webhooks.Workflows.Tests.GitHub;
using Webhooks.Workflows.Tests.Jira;
using Webhooks.Workflows.Tests.PullRequests;

namespace Webhooks.Workflows.Tests.Outages;

/// <summary>The knowledge base is away while something is to be written into it.</summary>
public sealed class StoreOutageTests : IAsyncLifetime
{
    private readonly RepositoryWorld world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData("commit")]
    [InlineData("pull-request")]
    [InlineData("ticket")]
    [InlineData("deployment")]
    [InlineData("resource")]
    public async Task An_hour_without_it_costs_an_hour_and_nothing_else(string handler)
    {
        Remove();
        var delivery = await DeliverAsync(handler);
        await world.Environment.DelayAsync(TimeSpan.FromHours(1));
        Assert.Null((await world.Ledger.FindAsync(delivery, CancellationToken.None))?.Outcome);
        Restore();

        await AssertWrittenAsync(delivery);
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("pull-request")]
    [InlineData("ticket")]
    public async Task A_worker_that_is_replaced_in_the_middle_writes_one_document(string handler)
    {
        Remove();
        var delivery = await DeliverAsync(handler);
        await world.Environment.DelayAsync(TimeSpan.FromMinutes(1));
        await world.StopWorkerAsync();
        Restore();
        world.StartWorker();

        await AssertWrittenAsync(delivery);
    }

    [Fact]
    public async Task What_comes_meanwhile_waits_its_turn_and_duplicates_are_found()
    {
        var ticket = new TestTicket(world, world.NextNumber());
        Remove();
        var done = await ticket.StoredAsync(ticket.Done(9));
        var comment = await ticket.StoredAsync(ticket.Commented(12, 7));
        foreach (var delivery in new[] { done, comment, done })
        {
            await ticket.DeliverAsync(delivery);
        }

        await world.Environment.DelayAsync(TimeSpan.FromHours(1));
        Restore();

        Assert.Equal([ticket.Path], (await world.OutcomeAsync(done.DeliveryId)).Artefacts);
        Assert.Equal([ticket.Path], (await world.OutcomeAsync(comment.DeliveryId)).Artefacts);
        Assert.Contains("commented on", await ticket.DocumentAsync(), StringComparison.Ordinal);
        Assert.Single(Documents());
    }

    private string Folder => Path.Combine(world.Folder, "knowledge-base");

    private async Task AssertWrittenAsync(string delivery)
    {
        var outcome = await world.OutcomeAsync(delivery);
        Assert.Equal((OutcomeKind.Handled, 1), (outcome.Kind, outcome.Artefacts.Count));
        Assert.Equal(outcome.Artefacts, Documents());
    }

    private IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'));

    /// <summary>As when the disk it is on is gone.</summary>
    private void Remove()
    {
        Directory.Move(Folder, Folder + "-away");
        File.WriteAllText(Folder, "where a folder should be");
    }

    private void Restore()
    {
        File.Delete(Folder);
        Directory.Move(Folder + "-away", Folder);
    }

    private async Task<string> DeliverAsync(string handler)
    {
        var id = world.NextNumber();
        switch (handler)
        {
            case "commit":
                var repository = world.Repository();
                var push = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1), "feat: one"));
                await repository.DeliverAsync(push);
                return push.DeliveryId;
            case "pull-request":
                var request = new TestPullRequest(world, id);
                var merged = await request.StoredAsync(request.Merged(9));
                await request.DeliverAsync(merged);
                return merged.DeliveryId;
            case "ticket":
                var ticket = new TestTicket(world, id);
                var done = await ticket.StoredAsync(ticket.Done(9));
                await ticket.DeliverAsync(done);
                return done.DeliveryId;
            case "deployment":
                var deployment = new TestDeployment(world, id);
                var asked = await deployment.StoredAsync(deployment.Requested());
                await deployment.DeliverAsync(asked);
                var reached = await deployment.StoredAsync(deployment.Reached("success", 5));
                await deployment.DeliverAsync(reached);
                return reached.DeliveryId;
            case "resource":
                var resource = new TestResource(world, id);
                var written = await resource.StoredAsync(resource.Happened("WriteSuccess", 1));
                await resource.DeliverAsync(written);
                return written.DeliveryId;
            default:
                throw new ArgumentOutOfRangeException(nameof(handler), handler, "No handler of that name.");
        }
    }
}
