using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporal.Server.Matching;
using Temporal.Server.Storage;
using Temporal.Server.Wire;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>How workers get workflow tasks and queries, and what they answer.</summary>
internal sealed class WorkflowTaskCalls(ServerCore core)
{
    private readonly HistoryPages _pages = new(core.Reader, core.HistoryPageSize);

    public async Task<PollWorkflowTaskQueueResponse> PollAsync(PollWorkflowTaskQueueRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        var queue = new QueueKey(request.Namespace, CallChecks.TaskQueue(request.TaskQueue), TaskQueueType.Workflow);
        return await TaskPoll.RunAsync(
            core,
            queue,
            new Poller { Identity = request.Identity, WorkerInstanceKey = request.WorkerInstanceKey },
            call,
            (task, ct) => task is QueryTask query ? StartQueryAsync(query, queue, ct) : StartTaskAsync((ScheduledTask)task, request, ct))
            .ConfigureAwait(false) ?? new PollWorkflowTaskQueueResponse();
    }

    public async Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(RespondWorkflowTaskCompletedRequest request, GrpcServerCall call)
    {
        var completed = await core.Loop.ExecuteAsync(
            transaction =>
            {
                var completed = WorkflowTaskCompletion.Execute(transaction, request);
                transaction.AfterCommit(() => SettleQueries(request));
                if (completed?.Next is { } next)
                {
                    AttachQueries(next, [.. request.QueryResults.Keys]);
                }

                return completed;
            },
            CancellationToken.None).ConfigureAwait(false);
        if (completed!.Next is { } task) // Null only beside a failure, which was thrown.
        {
            completed.Response.WorkflowTask = await _pages.FillAsync(task, CancellationToken.None).ConfigureAwait(false);
        }

        return completed.Response;
    }

    public Task<RespondWorkflowTaskFailedResponse> FailAsync(RespondWorkflowTaskFailedRequest request, GrpcServerCall call) =>
        core.Loop.ExecuteAsync(transaction => WorkflowTaskFailure.Execute(transaction, request), CancellationToken.None);

    private async Task<PollWorkflowTaskQueueResponse?> StartTaskAsync(
        ScheduledTask task, PollWorkflowTaskQueueRequest request, CancellationToken gone)
    {
        var requestId = Guid.NewGuid().ToString();
        var started = await core.Loop.ExecuteAsync(
            transaction =>
            {
                var started = WorkflowTaskStart.Execute(transaction, task.Dispatch.Run, task.Dispatch.Version, request, requestId);
                if (started is not null)
                {
                    AttachQueries(started, []);
                }

                return started;
            },
            gone).ConfigureAwait(false);
        return started is null ? null : await _pages.FillAsync(started, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<PollWorkflowTaskQueueResponse?> StartQueryAsync(QueryTask task, QueueKey queue, CancellationToken gone)
    {
        var query = task.Query;
        if (query.Answer.IsCompleted || core.Queries.Find(query.Id) is null)
        {
            return null;
        }

        var started = await core.Loop.ExecuteAsync(transaction => DescribeForQuery(transaction, query, queue), gone).ConfigureAwait(false);
        if (started is null)
        {
            query.Fail(Refusals.NoSuchRun(query.Run.WorkflowId));
            return null;
        }

        if (started.LastStoredEventId == 0)
        {
            started.Response.History = new History();
            return started.Response;
        }

        return await _pages.FillAsync(started, CancellationToken.None).ConfigureAwait(false);
    }

    private static StartedWorkflowTask? DescribeForQuery(Transaction transaction, PendingQuery query, QueueKey queue)
    {
        if (transaction.Find(query.Run) is not { } run)
        {
            return null;
        }

        var isCached = run.State.Sticky?.TaskQueue == queue.Name;
        return new StartedWorkflowTask
        {
            Run = run.Key,
            FirstEventId = 1,
            LastStoredEventId = isCached ? 0 : run.State.NextEventId - 1,
            TransientEvents = [],
            Response = new PollWorkflowTaskQueueResponse
            {
                TaskToken = QueryToken.Write(query),
                WorkflowExecution = new WorkflowExecution { WorkflowId = run.Key.WorkflowId, RunId = run.Key.RunId },
                WorkflowType = new WorkflowType { Name = run.State.WorkflowType },
                WorkflowExecutionTaskQueue = new Temporalio.Api.TaskQueue.V1.TaskQueue { Name = run.State.TaskQueue, Kind = TaskQueueKind.Normal },
                PreviousStartedEventId = run.State.LastCompletedStartedEventId,
                Attempt = 1,
                Query = query.Query,
            },
        };
    }

    private void AttachQueries(StartedWorkflowTask task, IReadOnlyCollection<string> answered)
    {
        foreach (var query in core.Queries.Riding(task.Run, answered))
        {
            task.Response.Queries[query.Id] = query.Query;
        }
    }

    private void SettleQueries(RespondWorkflowTaskCompletedRequest request)
    {
        foreach (var (id, result) in request.QueryResults)
        {
            core.Queries.Settle(id, result);
        }
    }
}
