using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Testing;
using Temporalio.Worker;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Documents;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Interventions;
using Webhooks.Activities.Jira;
using Webhooks.Activities.Knowledge;
using Webhooks.Activities.Ledger;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Outbound;
using Webhooks.Activities.PullRequests;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Contracts.Identities;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;
using Webhooks.Workflows.Deployments;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Jira;
using Webhooks.Workflows.Patterns;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.Patterns;

namespace Webhooks.Workflows.Tests.GitHub;

/// <summary>The embedded server with a clock that skips what nobody works in, a worker with the real activities, and real storage in a folder of its own.</summary>
public sealed class RepositoryWorld : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly CancellationTokenSource stopping = new();
    private readonly OutboundMetrics metrics = new();
    private CancellationTokenSource stoppingWorker = null!; // Set by StartWorker.
    private DeliveryJournal journal = null!; // Set by InitializeAsync, which the runner calls before any test; so is all that follows.
    private JournalIndexer indexer = null!;
    private TemporalWorker worker = null!;
    private Task working = null!;
    private Task indexing = null!;
    private int numbers;

    public RepositoryWorld() => Store = new UnsteadyStore(Path.Combine(Folder, "documents"));

    public string Folder { get; } = Directory.CreateTempSubdirectory("webhooks-").FullName;

    internal OutcomeMetrics Metrics { get; } = new();

    internal UnsteadyStore Store { get; }

    internal UnsteadyNotifier Notifier { get; } = new();

    /// <summary>What Azure is asked with; another one counts from the next start of the worker.</summary>
    internal AzureActivities Azure { get; set; } = new();

    public DeliveryLedger Ledger { get; private set; } = null!;

    public KnowledgeBase Knowledge { get; private set; } = null!;

    public WorkflowEnvironment Environment { get; private set; } = null!;

    /// <summary>Who writes; another one counts from the next start of the worker.</summary>
    public DocumentationActivities Documentation { get; set; } = new();

    public ITemporalClient Client => Environment.Client;

    public async Task InitializeAsync()
    {
        // Named, because recorded histories are committed and the default names the machine.
        Environment = await WorkflowEnvironment.StartTimeSkippingAsync(new WorkflowEnvironmentStartTimeSkippingOptions { Identity = "tests" });
        journal = await DeliveryJournal.OpenAsync(new JournalOptions { Directory = Path.Combine(Folder, "journal") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Ledger = await DeliveryLedger.OpenAsync(new LedgerOptions { Path = Path.Combine(Folder, "ledger.db") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Knowledge = await KnowledgeBase.OpenAsync(Path.Combine(Folder, "knowledge-base"), Path.Combine(Folder, "knowledge-base.db"), TimeProvider.System, CancellationToken.None);
        indexer = new JournalIndexer(journal, Ledger, new UnindexedEntries(TimeProvider.System), TimeProvider.System, NullLogger.Instance);
        indexing = indexer.RunAsync(null, stopping.Token);
        StartWorker();
    }

    /// <summary>As when the worker's process is replaced: what it had in memory is gone.</summary>
    public async Task RestartWorkerAsync()
    {
        await StopWorkerAsync();
        StartWorker();
    }

    public async Task StopWorkerAsync()
    {
        await stoppingWorker.CancelAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        worker.Dispose();
        stoppingWorker.Dispose();
    }

    public void StartWorker()
    {
        stoppingWorker = new CancellationTokenSource();
        var reader = new PayloadReader(Path.Combine(Folder, "journal"));
        var payloads = new PushPayloads(reader);
        var memory = new EntityMemory(Ledger);
        worker = new TemporalWorker(Client, new TemporalWorkerOptions(TaskQueues.Realtime) { Identity = "tests" }
            .AddWorkflow<GitHubRepositoryWorkflow>()
            .AddWorkflow<GitHubCommitHandlerWorkflow>()
            .AddWorkflow<GitHubPullRequestWorkflow>()
            .AddWorkflow<GitHubDeploymentWorkflow>()
            .AddWorkflow<JiraTicketHandlerWorkflow>()
            .AddWorkflow<AzureDeploymentHandlerWorkflow>()
            .AddWorkflow<ManualUploadWorkflow>()
            .AddAllActivities(Azure)
            .AddAllActivities(new DocumentActivities(Store, new UploadBackup(Path.Combine(Folder, "backup")), metrics))
            .AddAllActivities(new NotificationActivities(Notifier, metrics))
            .AddAllActivities(typeof(InterventionActivities), null)
            .AddAllActivities(new JiraActivities(reader, memory))
            .AddAllActivities(new DeploymentActivities(memory))
            .AddAllActivities(new GitHubActivities(payloads, memory))
            .AddAllActivities(new PullRequestActivities(reader, memory, new PushedBranch(payloads, memory)))
            .AddAllActivities(new CommitActivities(payloads, Options.Create(new SignificanceOptions())))
            .AddAllActivities(Documentation)
            .AddAllActivities(new KnowledgeActivities(Knowledge))
            .AddAllActivities(new LedgerActivities(Ledger, Metrics, TimeProvider.System)));
        working = worker.ExecuteAsync(stoppingWorker.Token);
    }

    public async Task DisposeAsync()
    {
        await StopWorkerAsync();
        await stopping.CancelAsync();
        await indexing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await journal.DisposeAsync();
        await Ledger.DisposeAsync();
        await Knowledge.DisposeAsync();
        await Environment.DisposeAsync();
        stopping.Dispose();
        Metrics.Dispose();
        stoppingWorker.Dispose();
        metrics.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Another repository for each test, so that tests can share the world.</summary>
    internal TestRepository Repository() => new(this, NextNumber());

    /// <summary>Another one for each call.</summary>
    internal long NextNumber() => 5000 + Interlocked.Increment(ref numbers);

    internal async Task<DeliveryEvent> StoreAsync(DeliveryEvent delivery, byte[] body, string workflowType = WorkflowNames.GitHubRepository)
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
                WorkflowType = workflowType,
                ReceivedAt = delivery.ReceivedAt,
                Event = new DeliveryFacts
                {
                    Push = delivery.Push,
                    PullRequest = delivery.PullRequest,
                    Deployment = delivery.Deployment,
                    JiraIssue = delivery.JiraIssue,
                    AzureResource = delivery.AzureResource,
                    OwnChange = delivery.OwnChange,
                }.ToJson(),
            },
            body,
            CancellationToken.None);
        await indexer.WaitForAsync(journal.End, stopping.Token).WaitAsync(Patience, stopping.Token);
        return delivery with { Payload = reference };
    }

    /// <summary>Signal-with-start, as the gateway does it.</summary>
    internal async Task<WorkflowHandle> DeliverAsync(string workflowType, DeliveryEvent delivery, object? start = null)
    {
        var options = new WorkflowOptions(delivery.Entity, TaskQueues.Realtime);
        options.SignalWithStart(WorkflowNames.DeliverSignal, [delivery]);
        return await Client.StartWorkflowAsync(workflowType, start is null ? [] : [start], options);
    }

    /// <summary>
    /// What the entity's workflow says of itself once it has counted so many deliveries as settled, which it does after the ledger has their
    /// outcomes. Between two runs there is none to ask, so it asks again.
    /// </summary>
    internal async Task<EntityState> StateAsync(string entity, int settled = 0)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                var state = await Client.GetWorkflowHandle(entity).QueryAsync<EntityState>(WorkflowNames.StateQuery, []);
                var totals = state.Totals;
                if (totals.Handled + totals.Duplicate + totals.Filtered + totals.Quarantined >= settled)
                {
                    return state;
                }
            }
            catch (Exception failure) when (failure is RpcException or WorkflowQueryFailedException)
            {
                // Between two runs.
            }

            await Environment.DelayAsync(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    /// <summary>A document as it was written, without what the knowledge base puts to it: whose it is, and what it is linked with.</summary>
    internal async Task<string> ReadAsync(string path)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "knowledge-base", path), CancellationToken.None);
        var related = text.IndexOf("\n<!-- related -->\n", StringComparison.Ordinal);
        var lines = (related < 0 ? text : text[..related]).Split('\n');
        return string.Join('\n', lines.Where(line => !line.StartsWith("document: \"", StringComparison.Ordinal)));
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

    /// <summary>A push that leads from one numbered state of a branch to the next, with one commit.</summary>
    public async Task<DeliveryEvent> StepAsync(int before, int after, Func<GitHubPush, GitHubPush>? change = null)
    {
        var push = Push() with { Before = Pushes.Sha(before), After = Pushes.Sha(after) };
        return await world.StoreAsync(Event(change?.Invoke(push) ?? push), Pushes.Body(Pushes.Commit(Pushes.Sha(after), $"feat: step {after}")));
    }

    /// <summary>The same push once more, as a replay stores it.</summary>
    public async Task<DeliveryEvent> ReplayAsync(DeliveryEvent delivery)
    {
        var push = delivery.Push ?? throw new InvalidOperationException("It is no push.");
        var again = Event(push);
        return await world.StoreAsync(again with { ReplayOf = delivery.DeliveryId }, Pushes.Body(Pushes.Commit(push.After, "feat: again")));
    }

    public async Task<DeliveryEvent> StoredEmptyAsync(GitHubPush push) => await world.StoreAsync(Event(push), Pushes.Body());

    /// <summary>Signal-with-start, as the gateway does it.</summary>
    public Task<WorkflowHandle> DeliverAsync(DeliveryEvent delivery, RepositoryCarry? start = null) =>
        world.DeliverAsync(WorkflowNames.GitHubRepository, delivery, start);

    public async Task<Outcome> OutcomeOfAsync(DeliveryEvent delivery, RepositoryCarry? start = null)
    {
        await DeliverAsync(delivery, start);
        return await world.OutcomeAsync(delivery.DeliveryId);
    }

    public Task<EntityState> StateAsync() => UntilAsync(() => Workflow.QueryAsync(workflow => workflow.State()), _ => true);

    /// <summary>Until so many deliveries wait for their predecessor and nothing is in work.</summary>
    public async Task HeldAsync(int held) =>
        await UntilAsync(() => Workflow.QueryAsync(workflow => workflow.State()), state => state.Held == held && state.Current is null);

    public Task<IReadOnlyList<SettledDelivery>> HistoryAsync(int lines) =>
        UntilAsync(() => Workflow.QueryAsync(workflow => workflow.History()), history => history.Count >= lines);

    /// <summary>Asks without moving the clock.</summary>
    private static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isIt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            try
            {
                if (await ask() is var answer && isIt(answer))
                {
                    return answer;
                }
            }
            catch (Exception failure) when (failure is RpcException or WorkflowQueryFailedException)
            {
                // Between two runs there is none to ask.
            }

            await ticks.WaitForNextTickAsync(patience.Token);
        }
    }
}
