using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker.Instances;
using Temporalio.Worker.Runs;

namespace Temporalio.Worker.Polling;

/// <summary>Polls a task queue and the worker's own sticky one for workflow tasks and has them handled.</summary>
internal sealed partial class WorkflowWorker : IDisposable
{
    private readonly Func<ITemporalClient> client;
    private readonly TemporalWorkerOptions options;
    private readonly string identity;
    private readonly string instanceKey;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly WorkflowPollers pollers;
    private readonly SemaphoreSlim slots;
    private readonly WorkflowTaskHandler handler;
    private readonly ConcurrentDictionary<Task, byte> running = new();

    public WorkflowWorker(
        Func<ITemporalClient> client, TemporalWorkerOptions options, string identity, string instanceKey, TimeProvider? time = null)
    {
        this.client = client;
        this.options = options;
        this.identity = identity;
        this.instanceKey = instanceKey;
        this.time = time ?? TimeProvider.System;
        var loggers = options.LoggerFactory ?? client().Options.LoggerFactory;
        logger = loggers.CreateLogger<WorkflowWorker>();
        pollers = WorkflowPollers.Of(options);
        slots = new(pollers.Slots);
        var queue = options.TaskQueue ?? "";
        StickyQueue = pollers.UsesStickyQueue
            ? new() { Name = $"{identity}-{Guid.NewGuid():N}", Kind = TaskQueueKind.Sticky, NormalName = queue }
            : null;
        handler = new(client, new RunCache(pollers.UsesStickyQueue ? options.MaxCachedWorkflows : 0), SettingsOf(loggers), loggers)
        {
            Identity = identity,
            TaskQueue = queue,
            StickyQueue = StickyQueue,
            StickyTimeout = options.StickyQueueScheduleToStartTimeout,
        };
    }

    /// <summary>Null when runs are not cached.</summary>
    public TaskQueue? StickyQueue { get; }

    public int CachedRuns => handler.CachedRuns;

    public void Dispose()
    {
        slots.Dispose();
        handler.Dispose();
    }

    /// <summary>
    /// Serves until shutdown is asked for, then stops polling and returns when all tasks taken have been answered. Throws,
    /// after the same shutdown, when polling failed for good.
    /// </summary>
    /// <param name="shutdown">No new polls.</param>
    /// <param name="dropPolls">Polls in flight are dropped too; what the server hands them meanwhile is lost until its time-out.</param>
    public async Task RunAsync(CancellationToken shutdown, CancellationToken dropPolls)
    {
        using var listening = options.DisableWorkflowTracingEventListener ? null : IllegalCallListener.Listen();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
        using var drop = CancellationTokenSource.CreateLinkedTokenSource(dropPolls);
        await using var stopping = stop.Token.UnsafeRegister(static handler => ((WorkflowTaskHandler)handler!).Stop(), handler); // Registered above.
        var normal = new TaskQueue { Name = options.TaskQueue ?? "", Kind = TaskQueueKind.Normal };
        var polls = Enumerable.Repeat(normal, pollers.Normal)
            .Concat(Enumerable.Repeat(StickyQueue ?? normal, pollers.Sticky))
            .Select(queue => PollAsync(queue, stop.Token, drop.Token))
            .ToList();
        try
        {
            var first = await Task.WhenAny([Task.WhenAll(polls), .. polls]);
            if (first.IsFaulted)
            {
                await stop.CancelAsync();
                await drop.CancelAsync();
            }

            await Task.WhenAll(polls);
        }
        finally
        {
            while (!running.IsEmpty)
            {
                await Task.WhenAll(running.Keys);
            }
        }
    }

    private InstanceSettings SettingsOf(ILoggerFactory loggers) => new()
    {
        Definitions = options.Workflows.Where(each => each.Name is not null)
            .ToDictionary(each => each.Name ?? "", StringComparer.Ordinal),
        DynamicDefinition = options.Workflows.FirstOrDefault(each => each.Dynamic),
        Converter = client().Options.DataConverter,
        LoggerFactory = loggers,
        FailureTypes = options.WorkflowFailureExceptionTypes ?? [],
        PatchActivation = options.PatchActivationCallback,
        TaskStarting = options.OnWorkflowTaskStarting,
        TaskCompleted = options.OnWorkflowTaskCompleted,
        DeadlockLimit = options.DebugMode ? null : WorkerDefaults.DeadlockLimit,
        Time = time,
    };

    private async Task PollAsync(TaskQueue queue, CancellationToken stop, CancellationToken drop)
    {
        var retry = new PollRetry(time);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await slots.WaitAsync(stop);
                PollWorkflowTaskQueueResponse? task = null;
                try
                {
                    task = await PollOnceAsync(queue, retry, stop, drop);
                }
                finally
                {
                    if (task is null)
                    {
                        slots.Release();
                    }
                }

                if (task is not null)
                {
                    Begin(task);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || drop.IsCancellationRequested)
        {
            // Shutdown: the poll in flight was dropped.
        }
    }

    private async Task<PollWorkflowTaskQueueResponse?> PollOnceAsync(
        TaskQueue queue, PollRetry retry, CancellationToken stop, CancellationToken drop)
    {
        try
        {
            var response = await client().WorkflowService.PollWorkflowTaskQueueAsync(
                new()
                {
                    Namespace = client().Options.Namespace,
                    TaskQueue = queue,
                    Identity = identity,
                    WorkerInstanceKey = instanceKey,
                },
                new() { CancellationToken = drop });
            retry.Succeeded();
            return response.TaskToken.IsEmpty ? null : response;
        }
        catch (RpcException e)
        {
            if (retry.Failed(e) is not { } delay)
            {
                Log.PollFailedForGood(logger, queue.Name, e.Code, e);
                throw;
            }

            Log.PollFailed(logger, queue.Name, e.Code, delay, e);
            await Task.Delay(delay, time, stop);
            return null;
        }
    }

    private void Begin(PollWorkflowTaskQueueResponse task)
    {
        // Known before it can end, so that its removal finds it.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running[ended.Task] = 0;
        _ = Task.Run(() => HandleAsync(task, ended));
    }

    private async Task HandleAsync(PollWorkflowTaskQueueResponse task, TaskCompletionSource ended)
    {
        try
        {
            await handler.HandleAsync(task);
        }
        catch (Exception e) // Nobody awaits this task: what leaves it would be lost, and with it the slot.
        {
            Log.TaskBroke(logger, task.WorkflowExecution?.WorkflowId ?? "", task.WorkflowExecution?.RunId ?? "", e);
        }
        finally
        {
            slots.Release();
            running.TryRemove(ended.Task, out _);
            ended.SetResult();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Polling {TaskQueue} failed with {Code}, next poll in {Delay}")]
        public static partial void PollFailed(ILogger logger, string taskQueue, RpcException.StatusCode code, TimeSpan delay, Exception e);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Polling {TaskQueue} failed for good with {Code}")]
        public static partial void PollFailedForGood(ILogger logger, string taskQueue, RpcException.StatusCode code, Exception e);

        [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "Handling a task of workflow {WorkflowId}, run {RunId}, broke off")]
        public static partial void TaskBroke(ILogger logger, string workflowId, string runId, Exception e);
    }
}
