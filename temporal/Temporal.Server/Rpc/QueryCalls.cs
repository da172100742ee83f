using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporal.Server.Matching;
using Temporal.Server.Wire;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>Questions to runs.</summary>
internal sealed class QueryCalls(ServerCore core)
{
    private const int AttemptsThatMeanFailing = 3;

    private static readonly TimeSpan WithoutDeadline = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StickyWithoutTimeout = TimeSpan.FromSeconds(10);

    public async Task<QueryWorkflowResponse> QueryAsync(QueryWorkflowRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        CallChecks.Execution(request.Execution);
        if (request.Query is null)
        {
            throw Refusals.Invalid("Query is not set on request.");
        }

        CallChecks.Name(request.Query.QueryType, "QueryType");
        CallChecks.Blob(request.Query.QueryArgs, "Query arguments");

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, core.Stopping);
        PendingQuery? query = null;
        try
        {
            var route = await core.Loop.ExecuteAsync(
                transaction =>
                {
                    var run = ServerCore.Resolve(transaction, request.Namespace, request.Execution.WorkflowId, request.Execution.RunId);
                    return IsRejected(run, request.QueryRejectCondition)
                        ? new Route { Rejected = run.State.Status }
                        : Admit(run, query ??= new PendingQuery(run.Key, request.Query), call.Deadline);
                },
                gone.Token).ConfigureAwait(false);
            return query is null || route.Rejected is not null
                ? new QueryWorkflowResponse { QueryRejected = new QueryRejected { Status = route.Rejected ?? default } }
                : Read(await AnswerAsync(query, route, gone.Token).ConfigureAwait(false));
        }
        catch (TimeoutException e)
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, "no worker answered the query in time", inner: e);
        }
        catch (OperationCanceledException) when (core.Stopping.IsCancellationRequested)
        {
            throw Refusals.Stopping();
        }
        finally
        {
            if (query is not null)
            {
                core.Queries.Close(query);
            }
        }
    }

    public Task<RespondQueryTaskCompletedResponse> RespondAsync(RespondQueryTaskCompletedRequest request, GrpcServerCall call)
    {
        if (QueryToken.Read(request.TaskToken) is not { } id || core.Queries.Find(id) is null)
        {
            throw Refusals.NotFound("query task not found, or its caller has gone");
        }

        core.Queries.Settle(id, new WorkflowQueryResult
        {
            ResultType = request.CompletedType,
            Answer = request.QueryResult,
            ErrorMessage = request.ErrorMessage,
            Failure = request.Failure,
        });
        return Task.FromResult(new RespondQueryTaskCompletedResponse());
    }

    /// <summary>Part of a change, so no workflow task starts or ends between the decision and the place in line.</summary>
    private Route Admit(Run run, PendingQuery query, DateTimeOffset? deadline)
    {
        CheckReady(run, deadline);
        var alone = run.State.LastCompletedStartedEventId > 0 && (!run.IsOpen || run.State.WorkflowTask is null);
        if (!alone)
        {
            core.Queries.Wait(query);
        }

        core.Queries.Open(query);
        return new Route
        {
            Alone = alone,
            TaskQueue = run.State.TaskQueue,
            Sticky = run.State.Sticky?.TaskQueue,
            StickyPatience = run.State.Sticky?.ScheduleToStartTimeout?.ToTimeSpan() ?? StickyWithoutTimeout,
        };
    }

    private async Task<WorkflowQueryResult> AnswerAsync(PendingQuery query, Route route, CancellationToken gone)
    {
        var time = core.Clock.Time;
        if (route.Alone && core.Queries.Send(query, route.Sticky, route.TaskQueue) is { } sticky)
        {
            try
            {
                return await query.Answer.WaitAsync(route.StickyPatience, time, gone).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The worker with the cache is slow or dead: any other gets the query, with the whole history.
                core.Queues.TryWithdraw(sticky, new QueryTask(query, route.TaskQueue));
                await ForgetStickyAsync(query.Run).ConfigureAwait(false);
                core.Queries.Send(query, stickyQueue: null, route.TaskQueue);
            }
        }

        return await query.Answer.WaitAsync(WithoutDeadline, time, gone).ConfigureAwait(false);
    }

    private Task<ResetStickyTaskQueueResponse> ForgetStickyAsync(RunKey run)
    {
        var request = new ResetStickyTaskQueueRequest
        {
            Namespace = run.Namespace,
            Execution = new WorkflowExecution { WorkflowId = run.WorkflowId, RunId = run.RunId },
        };
        return core.Loop.ExecuteAsync(
            transaction => transaction.Find(run) is { IsOpen: true } ? ResetSticky.Execute(transaction, request) : new ResetStickyTaskQueueResponse());
    }

    private static bool IsRejected(Run run, QueryRejectCondition condition) => condition switch
    {
        QueryRejectCondition.NotOpen => !run.IsOpen,
        QueryRejectCondition.NotCompletedCleanly => !run.IsOpen && run.State.Status != WorkflowExecutionStatus.Completed,
        _ => false,
    };

    private static void CheckReady(Run run, DateTimeOffset? deadline)
    {
        if (run.State.LastCompletedStartedEventId == 0 && !run.IsOpen)
        {
            throw Refusals.NotReady("the workflow closed before its first workflow task was completed");
        }

        if (run.IsOpen && run.State.WorkflowTaskAttempt >= AttemptsThatMeanFailing)
        {
            throw Refusals.NotReady("Unable to query workflow due to Workflow Task in failed state.");
        }

        if (run.State.FirstWorkflowTaskTime is { } first && deadline is { } end && first.ToDateTimeOffset() > end)
        {
            throw Refusals.NotReady("the first workflow task of this workflow is not yet due");
        }
    }

    private static QueryWorkflowResponse Read(WorkflowQueryResult result) => result.ResultType == QueryResultType.Answered
        ? new QueryWorkflowResponse { QueryResult = result.Answer }
        : throw GrpcException.WithDetail(
            GrpcStatusCode.InvalidArgument, result.ErrorMessage, new QueryFailedFailure { Failure = result.Failure });

    private sealed record Route
    {
        public WorkflowExecutionStatus? Rejected { get; init; }

        /// <summary>No workflow task will carry it: it travels as a task of its own.</summary>
        public bool Alone { get; init; }

        public string TaskQueue { get; init; } = "";

        public string? Sticky { get; init; }

        public TimeSpan StickyPatience { get; init; }
    }
}
