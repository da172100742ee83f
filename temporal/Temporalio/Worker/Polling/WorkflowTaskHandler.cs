using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.History;
using Temporalio.Worker.Instances;
using Temporalio.Worker.Machines;
using Temporalio.Worker.Runs;

namespace Temporalio.Worker.Polling;

/// <summary>Takes a polled task to its run and the run's answer to the server.</summary>
internal sealed partial class WorkflowTaskHandler(
    Func<ITemporalClient> client, RunCache cache, InstanceSettings settings, ILoggerFactory loggers) : IDisposable
{
    private static readonly RpcOptions Retried = new() { Retry = true };

    private readonly ILogger logger = loggers.CreateLogger<WorkflowTaskHandler>();
    private readonly CancellationTokenSource stop = new();

    public required string Identity { get; init; }

    public required string TaskQueue { get; init; }

    public required TaskQueue? StickyQueue { get; init; }

    public required TimeSpan StickyTimeout { get; init; }

    public int CachedRuns => cache.Count;

    private WorkflowService Service => client().WorkflowService;

    private string Namespace => client().Options.Namespace;

    /// <summary>Answers no longer ask for the run's next task.</summary>
    public void Stop() => stop.Cancel();

    public void Dispose() => stop.Dispose();

    public async Task HandleAsync(PollWorkflowTaskQueueResponse first)
    {
        using var lease = await cache.BorrowAsync(first.WorkflowExecution.RunId, replaceable: first.Query is null);
        if (lease is null)
        {
            return;
        }

        for (var task = first; task is not null;)
        {
            var outcome = await RunAsync(lease, task);
            if (outcome is TaskOutcome.Failed && lease.Run is { Stuck.IsCompleted: false } stuck)
            {
                await ReportAsync(task, outcome);
                lease.Run = null;

                // Until the thread is back the run's next attempt would only lose another one.
                await stuck.Stuck.WaitAsync(stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            }

            // Whatever goes wrong from here on, the run in memory may not be what the server has.
            var run = lease.Run;
            lease.Run = null;
            var (keep, next) = await ReportAsync(task, outcome);
            lease.Run = keep ? run : null;
            task = next;
        }
    }

    private async Task<TaskOutcome> RunAsync(RunCache.Lease lease, PollWorkflowTaskQueueResponse task)
    {
        try
        {
            var events = task.History?.Events ?? [];
            if (events.Count > 0 && events[0].EventId == 1)
            {
                lease.Run = null;
            }

            if (lease.Run is { } cached && Continues(cached, task))
            {
                return await cached.HandleAsync(await TaskOfAsync(task, cached.LastEventId, await PolledPageAsync(task)), CancellationToken.None);
            }

            var page = events.Count > 0 && events[0].EventId == 1
                ? await PolledPageAsync(task)
                : await FetchWholeAsync(task);
            var run = new WorkflowRun(settings, new(Namespace, task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId, TaskQueue));
            lease.Run = run;
            return await run.HandleAsync(await TaskOfAsync(task, 0, page), CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException) // Becomes the task's failure: what it was, the server and the log are told.
        {
            return new TaskOutcome.Failed(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, e);
        }
    }

    /// <summary>A run behind the task's history was overtaken by another worker and must be replayed.</summary>
    private static bool Continues(WorkflowRun run, PollWorkflowTaskQueueResponse task) => task.History is { Events: [var first, ..] }
        ? first.EventId <= run.LastEventId + 1
        : task.PreviousStartedEventId <= run.LastEventId;

    private async Task<WorkflowTask> TaskOfAsync(PollWorkflowTaskQueueResponse task, long lastApplied, HistoryPage page)
    {
        foreach (var query in task.Queries.Values)
        {
            await DecodeAsync(query);
        }

        if (task.Query is { } legacy)
        {
            await DecodeAsync(legacy);
        }

        return new()
        {
            PreviousStartedEventId = task.PreviousStartedEventId,
            History = new(page, lastApplied, (token, _) => FetchAsync(task, token)),
            Queries = task.Queries,
            LegacyQuery = task.Query,
        };
    }

    private async Task<HistoryPage> PolledPageAsync(PollWorkflowTaskQueueResponse task)
    {
        if (task.History is { } history)
        {
            await DecodeAsync(history);
        }

        return new([.. task.History?.Events ?? []], task.NextPageToken);
    }

    private async Task<HistoryPage> FetchAsync(PollWorkflowTaskQueueResponse task, ByteString token)
    {
        var response = await Service.GetWorkflowExecutionHistoryAsync(
            new() { Namespace = Namespace, Execution = task.WorkflowExecution, NextPageToken = token }, Retried);
        var history = response.History ?? new();
        await DecodeAsync(history);
        return new([.. history.Events], response.NextPageToken);
    }

    private async Task<HistoryPage> FetchWholeAsync(PollWorkflowTaskQueueResponse task)
    {
        var events = new List<HistoryEvent>();
        var token = ByteString.Empty;
        do
        {
            var page = await FetchAsync(task, token);
            events.AddRange(page.Events);
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);

        // The stored history may end before the events of a task that is not final yet.
        var last = events.Count > 0 ? events[^1].EventId : 0;
        var polled = await PolledPageAsync(task);
        return new([.. events, .. polled.Events.Where(e => e.EventId > last)], ByteString.Empty);
    }

    private async Task<(bool Keep, PollWorkflowTaskQueueResponse? Next)> ReportAsync(PollWorkflowTaskQueueResponse task, TaskOutcome outcome)
    {
        try
        {
            switch (outcome)
            {
                case TaskOutcome.Failed failed:
                    await FailAsync(task, failed);
                    return (false, null);
                case TaskOutcome.Completed { LegacyQueryResult: { } answer } completed:
                    await AnswerAsync(task, answer);
                    return (!completed.Ends, null);
                case TaskOutcome.Completed completed:
                    return await CompleteAsync(task, completed);
                default:
                    throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}");
            }
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.InvalidArgument && e.Message.Contains("UnhandledCommand"))
        {
            // New events came in meanwhile; the server has scheduled the next task already.
            Log.Overtaken(logger, task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId);
        }
        catch (RpcException e)
        {
            Log.NotReported(logger, task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId, e.Code, e);
        }

        return (false, null);
    }

    private async Task<(bool Keep, PollWorkflowTaskQueueResponse? Next)> CompleteAsync(
        PollWorkflowTaskQueueResponse task, TaskOutcome.Completed completed)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            Identity = Identity,
            Namespace = Namespace,
            SdkMetadata = completed.Metadata,
            Capabilities = new() { DiscardSpeculativeWorkflowTaskWithEvents = true },
            ReturnNewWorkflowTask = StickyQueue is not null && !stop.IsCancellationRequested,
            StickyAttributes = StickyQueue is null || stop.IsCancellationRequested
                ? null
                : new() { WorkerTaskQueue = StickyQueue, ScheduleToStartTimeout = Duration.FromTimeSpan(StickyTimeout) },
        };
        request.Commands.AddRange(completed.Commands.Select(command => command.Clone()));
        request.QueryResults.Add(completed.QueryResults.ToDictionary());
        if (settings.Converter.PayloadCodec is { } codec)
        {
            await PayloadTransform.ApplyAsync(request, codec.EncodeAsync);
        }

        try
        {
            var response = await Service.RespondWorkflowTaskCompletedAsync(request, Retried);
            var next = response.WorkflowTask is { TaskToken.IsEmpty: false } following ? following : null;
            return (!completed.Ends && response.ResetHistoryEventId == 0, next);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.ResourceExhausted && e.Message.Contains("larger than max"))
        {
            var tooLarge = new ApplicationFailureException(e.Message, errorType: "GrpcMessageTooLarge");
            await FailAsync(task, new(WorkflowTaskFailedCause.GrpcMessageTooLarge, tooLarge));
            return (false, null);
        }
    }

    private async Task FailAsync(PollWorkflowTaskQueueResponse task, TaskOutcome.Failed failed)
    {
        Log.TaskFailed(logger, task.WorkflowType?.Name ?? "", task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId, task.Attempt, failed.Exception);
        if (task.Query is not null)
        {
            await AnswerAsync(task, new() { ResultType = QueryResultType.Failed, ErrorMessage = failed.Exception.Message });
        }
        else if (task.Attempt <= 1)
        {
            // Later attempts time out by themselves, which makes the server wait longer before each.
            await Service.RespondWorkflowTaskFailedAsync(
                new()
                {
                    TaskToken = task.TaskToken,
                    Cause = failed.Cause,
                    Failure = await settings.Converter.ToFailureAsync(failed.Exception),
                    Identity = Identity,
                    Namespace = Namespace,
                },
                Retried);
        }
    }

    private async Task AnswerAsync(PollWorkflowTaskQueueResponse task, WorkflowQueryResult result)
    {
        var answer = result.Clone();
        if (settings.Converter.PayloadCodec is { } codec)
        {
            await PayloadTransform.ApplyAsync(answer, codec.EncodeAsync);
        }

        await Service.RespondQueryTaskCompletedAsync(
            new()
            {
                TaskToken = task.TaskToken,
                CompletedType = answer.ResultType,
                QueryResult = answer.Answer,
                ErrorMessage = answer.ErrorMessage,
                Failure = answer.Failure,
                Namespace = Namespace,
            },
            Retried);
    }

    private async Task DecodeAsync(IMessage message)
    {
        if (settings.Converter.PayloadCodec is { } codec)
        {
            await PayloadTransform.ApplyAsync(message, codec.DecodeAsync);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Attempt {Attempt} of a task of workflow {WorkflowType} {WorkflowId}, run {RunId}, failed")]
        public static partial void TaskFailed(ILogger logger, string workflowType, string workflowId, string runId, int attempt, Exception e);

        [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The server did not take the answer to a task of workflow {WorkflowId}, run {RunId}: {Code}")]
        public static partial void NotReported(ILogger logger, string workflowId, string runId, RpcException.StatusCode code, Exception e);

        [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "New events overtook a task of workflow {WorkflowId}, run {RunId}")]
        public static partial void Overtaken(ILogger logger, string workflowId, string runId);
    }
}
