using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Knowledge;
using Webhooks.Activities.Ledger;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Contracts.Identities;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Tests.Commits;

namespace Webhooks.Workflows.Tests.GitHub;

/// <summary>The embedded server with a clock that skips what nobody works in, a worker with the real activities, and real storage in a folder of its own.</summary>
public sealed class RepositoryWorld : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource stopping = new();
    private DeliveryJournal journal = null!; // Set by InitializeAsync, which the runner calls before any test; so is all that follows.
    private JournalIndexer indexer = null!;
    private TemporalWorker worker = null!;
    private Task working = null!;
    private Task indexing = null!;
    private int numbers;

    public string Folder { get; } = Directory.CreateTempSubdirectory("webhooks-").FullName;

    public DeliveryLedger Ledger { get; private set; } = null!;

    public KnowledgeBase Knowledge { get; private set; } = null!;

    public WorkflowEnvironment Environment { get; private set; } = null!;

    public ITemporalClient Client => Environment.Client;

    public async Task InitializeAsync()
    {
        // Named, because recorded histories are committed and the default names the machine.
        Environment = await WorkflowEnvironment.StartTimeSkippingAsync(new WorkflowEnvironmentStartTimeSkippingOptions { Identity = "tests" });
        journal = await DeliveryJournal.OpenAsync(new JournalOptions { Directory = Path.Combine(Folder, "journal") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Ledger = await DeliveryLedger.OpenAsync(new LedgerOptions { Path = Path.Combine(Folder, "ledger.db") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Knowledge = await KnowledgeBase.OpenAsync(Path.Combine(Folder, "knowledge-base"), Path.Combine(Folder, "knowledge-base.db"), TimeProvider.System, CancellationToken.None);
        indexer = new JournalIndexer(journal, Ledger, TimeProvider.System, NullLogger.Instance);
        indexing = indexer.RunAsync(null, stopping.Token);
        var payloads = new PushPayloads(new PayloadReader(Path.Combine(Folder, "journal")));
        worker = new TemporalWorker(Client, new TemporalWorkerOptions(TaskQueues.Realtime) { Identity = "tests" }
            .AddWorkflow<GitHubRepositoryWorkflow>()
            .AddWorkflow<GitHubCommitHandlerWorkflow>()
            .AddAllActivities(new GitHubActivities(payloads))
            .AddAllActivities(new CommitActivities(payloads, Options.Create(new SignificanceOptions())))
            .AddAllActivities(typeof(DocumentationActivities), null)
            .AddAllActivities(new KnowledgeActivities(Knowledge))
            .AddAllActivities(new LedgerActivities(Ledger, TimeProvider.System)));
        working = worker.ExecuteAsync(stopping.Token);
    }

    public async Task DisposeAsync()
    {
        await stopping.CancelAsync();
        foreach (var task in new[] { working, indexing })
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        worker.Dispose();
        await journal.DisposeAsync();
        await Ledger.DisposeAsync();
        await Knowledge.DisposeAsync();
        await Environment.DisposeAsync();
        stopping.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Another repository for each test, so that tests can share the world.</summary>
    internal TestRepository Repository() => new(this, 5000 + Interlocked.Increment(ref numbers));

    internal async Task<DeliveryEvent> StoreAsync(DeliveryEvent delivery, byte[] body)
    {
        var reference = await journal.AppendAsync(
            new AcceptedDelivery
            {
                DeliveryId = delivery.DeliveryId,
                Key = delivery.Key,
                Source = delivery.Source,
                Provider = delivery.Provider,
                EventName = delivery.EventName,
                Entity = delivery.Entity,
                WorkflowType = WorkflowNames.GitHubRepository,
                ReceivedAt = delivery.ReceivedAt,
            },
            body,
            CancellationToken.None);
        await indexer.WaitForAsync(journal.End, stopping.Token).WaitAsync(Patience, stopping.Token);
        return delivery with { Payload = reference };
    }

    internal async Task<Outcome> OutcomeAsync(string deliveryId)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if ((await Ledger.FindAsync(deliveryId, patience.Token))?.Outcome is { } outcome)
            {
                return outcome;
            }

            await Environment.DelayAsync(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }
}

/// <summary>One repository that pushes.</summary>
internal sealed class TestRepository(RepositoryWorld world, long id)
{
    private int deliveries;

    public string Entity { get; } = EntityId.GitHubRepository(null, id).Value;

    public WorkflowHandle<GitHubRepositoryWorkflow> Workflow => world.Client.GetWorkflowHandle<GitHubRepositoryWorkflow>(Entity);

    public DeliveryEvent Event(GitHubPush? push)
    {
        var key = DeliveryKey.From(null, "github", "1", $"{id}-{Interlocked.Increment(ref deliveries)}");
        return new DeliveryEvent
        {
            DeliveryId = key.DeliveryId,
            Key = key.Value,
            Source = "github",
            Provider = WebhookProvider.GitHub,
            EventName = "push",
            Entity = Entity,
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Payload = new PayloadReference(0, 0, 0, ""),
            Push = push,
        };
    }

    public GitHubPush Push(int commits = 1) => new()
    {
        RepositoryId = id,
        Owner = "octo",
        Repository = $"hello-{id}",
        Ref = "refs/heads/main",
        Before = Pushes.Before,
        After = Pushes.After,
        Created = false,
        Deleted = false,
        Forced = false,
        CommitCount = commits,
    };

    public async Task<DeliveryEvent> StoredAsync(params JsonNode[] commits) => await world.StoreAsync(Event(Push(commits.Length)), Pushes.Body(commits));

    public async Task<DeliveryEvent> StoredEmptyAsync(GitHubPush push) => await world.StoreAsync(Event(push), Pushes.Body());

    /// <summary>Signal-with-start, as the gateway does it.</summary>
    public async Task<WorkflowHandle> DeliverAsync(DeliveryEvent delivery, RepositoryCarry? start = null)
    {
        var options = new WorkflowOptions(Entity, TaskQueues.Realtime);
        options.SignalWithStart(WorkflowNames.DeliverSignal, [delivery]);
        return await world.Client.StartWorkflowAsync(WorkflowNames.GitHubRepository, start is null ? [] : [start], options);
    }

    public async Task<Outcome> OutcomeOfAsync(DeliveryEvent delivery, RepositoryCarry? start = null)
    {
        await DeliverAsync(delivery, start);
        return await world.OutcomeAsync(delivery.DeliveryId);
    }
}
