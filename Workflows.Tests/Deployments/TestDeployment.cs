using Temporalio.Client;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Contracts.Identities;
using Webhooks.Workflows.Deployments;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.Deployments;

/// <summary>One deployment of GitHub.</summary>
internal sealed class TestDeployment(RepositoryWorld world, long id)
{
    private const long RepositoryId = 42;

    private int deliveries;

    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public string Entity { get; } = EntityId.GitHubDeployment(null, RepositoryId, id).Value;

    public string Path => $"github/octo/hello/deployments/{id}.md";

    public DeliveryEvent Requested() => Event(Deployment());

    /// <param name="number">Of the status; it is also the minute after the start, unless that is given.</param>
    public DeliveryEvent Reached(string state, int number, int? minute = null) => Event(Deployment() with
    {
        StatusId = number,
        State = state,
        SetBy = "pages[bot]",
        At = Start.AddMinutes(minute ?? number),
    });

    public DeliveryEvent Twin(DeliveryEvent of) => Event(of.Deployment!); // All deliveries of a deployment have it.

    public DeliveryEvent Strange() => Event(Deployment()) with { Deployment = null };

    public Task<DeliveryEvent> StoredAsync(DeliveryEvent delivery) => world.StoreAsync(delivery, "{}"u8.ToArray(), WorkflowNames.GitHubDeployment);

    public Task<WorkflowHandle> DeliverAsync(DeliveryEvent stored, DeploymentCarry? start = null) =>
        world.DeliverAsync(WorkflowNames.GitHubDeployment, stored, start);

    public async Task<Outcome> OutcomeOfAsync(DeliveryEvent delivery, DeploymentCarry? start = null)
    {
        var stored = await StoredAsync(delivery);
        await DeliverAsync(stored, start);
        return await world.OutcomeAsync(stored.DeliveryId);
    }

    public Task<string> DocumentAsync() => world.ReadAsync(Path);

    private static GitHubDeployment Deployment(long id) => new()
    {
        RepositoryId = RepositoryId,
        Owner = "octo",
        Repository = "hello",
        DeploymentId = id,
        Environment = "production",
        Ref = "main",
        Sha = Pushes.After,
        Task = "deploy",
        RequestedBy = "mona",
        RequestedAt = Start,
        Page = "https://github.com/octo/hello",
        At = Start,
    };

    private GitHubDeployment Deployment() => Deployment(id);

    private DeliveryEvent Event(GitHubDeployment deployment)
    {
        var key = DeliveryKey.From(null, "github", "1", $"deployment-{id}-{Interlocked.Increment(ref deliveries)}");
        return new DeliveryEvent
        {
            DeliveryId = key.DeliveryId,
            Key = key.Value,
            Source = "github",
            Provider = WebhookProvider.GitHub,
            EventName = deployment.StatusId is null ? "deployment" : "deployment_status",
            Entity = Entity,
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Payload = new PayloadReference(0, 0, 0, ""),
            Deployment = deployment,
        };
    }
}
