using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using SystemSqlite;
using Temporal.Server.Engine;
using Temporal.Server.Storage;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Storage;

/// <summary>The engine loop on a real database file, without network and pollers.</summary>
internal sealed class EngineRig : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private EngineRig(string folder, bool ownsFolder, TimeProvider time)
    {
        (_folder, _ownsFolder) = (folder, ownsFolder);
        var database = SqliteDatabase.File(Path.Combine(folder, "runs.db"));
        Store = RunStore.Open(database);
        Reader = new RunReader(database);
        Loop = new EngineLoop(Store, new EngineClock(time), new EngineLoopOptions(), NullLogger.Instance) { Dispatcher = Dispatched.Enqueue };
        Loop.Start();
    }

    public RunStore Store { get; }

    public RunReader Reader { get; }

    public EngineLoop Loop { get; }

    public ConcurrentQueue<Dispatch> Dispatched { get; } = new();

    public static EngineRig Open(TimeProvider? time = null) =>
        new(Directory.CreateTempSubdirectory("temporal-").FullName, ownsFolder: true, time ?? TimeProvider.System);

    /// <summary>Opens what a crash at the moment of <see cref="CopyFiles"/> left behind.</summary>
    public static EngineRig OpenCopy(string folder, TimeProvider? time = null) => new(folder, ownsFolder: true, time ?? TimeProvider.System);

    /// <summary>Copies the database as it is on disk while it is open: what the next process finds after a kill.</summary>
    public string CopyFiles()
    {
        var copy = Directory.CreateTempSubdirectory("temporal-").FullName;
        foreach (var file in Directory.GetFiles(_folder))
        {
            // The index of the write-ahead log is memory shared by living processes; a new one builds it from the log.
            if (!file.EndsWith("-shm", StringComparison.Ordinal))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }
        }

        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        await Loop.DisposeAsync();
        Reader.Dispose();
        Store.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    public Task<StartWorkflowExecutionResponse> StartAsync(string id, string requestId = "start", Action<StartWorkflowExecutionRequest>? configure = null)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = id,
            RequestId = requestId,
            WorkflowType = new WorkflowType { Name = "type" },
            TaskQueue = new TaskQueue { Name = "queue" },
        };
        configure?.Invoke(request);
        return Loop.ExecuteAsync(tx => StartWorkflow.Execute(tx, request));
    }

    public Task<SignalWorkflowExecutionResponse> SignalAsync(string id, string requestId)
    {
        var request = new SignalWorkflowExecutionRequest
        {
            Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = id }, SignalName = "signal", RequestId = requestId,
        };
        return Loop.ExecuteAsync(tx => SignalWorkflow.Execute(tx, request));
    }

    public Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync(string id, string requestId)
    {
        var request = new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = id,
            RequestId = requestId,
            SignalName = "signal",
            WorkflowType = new WorkflowType { Name = "type" },
            TaskQueue = new TaskQueue { Name = "queue" },
        };
        return Loop.ExecuteAsync(tx => SignalWithStart.Execute(tx, request));
    }

    public async Task<StartedWorkflowTask> StartTaskAsync(string id) => await Loop.ExecuteAsync(tx =>
    {
        var run = tx.FindCurrent("default", id)!; // The tests start it first.
        var poll = new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = new TaskQueue { Name = "queue" }, Identity = "worker" };
        return WorkflowTaskStart.Execute(tx, run.Key, run.State.WorkflowTask.Stamp, poll, "poll");
    }) ?? throw new InvalidOperationException("no workflow task");

    public Task<CompletedWorkflowTask> CompleteTaskAsync(StartedWorkflowTask task, params Command[] commands)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            Namespace = "default", TaskToken = task.Response.TaskToken, Identity = "worker", Commands = { commands },
        };
        return Loop.ExecuteAsync(tx => WorkflowTaskCompletion.Execute(tx, request));
    }

    public Task<T> LookAsync<T>(string id, Func<Run, T> look) =>
        Loop.ExecuteAsync(tx => look(tx.FindCurrent("default", id) ?? throw new InvalidOperationException("no run")));

    public async Task<List<HistoryEvent>> HistoryAsync(string id)
    {
        var runId = await Reader.CurrentRunIdAsync("default", id, CancellationToken.None);
        if (runId is null)
        {
            return [];
        }

        var position = await Reader.HistoryAsync("default", id, runId, CancellationToken.None);
        return await Reader.EventsAsync(position!.Row, 1, long.MaxValue, 10_000, backwards: false, CancellationToken.None); // Current, so there.
    }
}
