using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>Runs workflows against a real server; every history a test makes is replayed when the test is over.</summary>
public abstract class WorkerTest(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly List<WorkflowHandle> made = [];

    protected TemporalClient Client { get; } = server.Client;

    protected string TaskQueue { get; } = $"queue-{Guid.NewGuid():N}";

    protected TemporalWorkerOptions Options(params Type[] workflows)
    {
        var options = new TemporalWorkerOptions(TaskQueue);
        foreach (var workflow in workflows)
        {
            options.AddWorkflow(workflow);
        }

        return options;
    }

    protected WorkflowOptions NewId() => new($"workflow-{Guid.NewGuid():N}", TaskQueue);

    protected THandle Replayed<THandle>(THandle handle)
        where THandle : WorkflowHandle
    {
        made.Add(handle);
        return handle;
    }

    /// <summary>Runs a worker for as long as the test body takes, then replays what it made.</summary>
    protected async Task WithWorkerAsync(TemporalWorkerOptions options, Func<Task> body)
    {
        using (var worker = new TemporalWorker(Client, options))
        {
            await worker.ExecuteAsync(body).WaitAsync(Limit);
        }

        await ReplayAsync(options);
    }

    protected async Task ReplayAsync(TemporalWorkerOptions options)
    {
        var replayer = new WorkflowReplayer(ReplayerOptions(options));
        foreach (var handle in made)
        {
            await replayer.ReplayWorkflowAsync(await handle.FetchHistoryAsync());
        }
    }

    protected static async Task<int> CountAsync(WorkflowHandle handle, EventType type)
    {
        var history = await handle.FetchHistoryAsync();
        return history.Events.Count(e => e.EventType == type);
    }

    protected static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static WorkflowReplayerOptions ReplayerOptions(TemporalWorkerOptions options)
    {
        var replay = new WorkflowReplayerOptions();
        foreach (var workflow in options.Workflows)
        {
            replay.AddWorkflow(workflow);
        }

        return replay;
    }
}
