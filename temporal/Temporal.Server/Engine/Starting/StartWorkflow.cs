using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class StartWorkflow
{
    // The reason clients know from a run that made room for another one.
    private const string MadeRoom = "TerminateIfRunning WorkflowIdReusePolicy";

    /// <param name="tx">The transaction.</param>
    /// <param name="request">What to start.</param>
    /// <param name="scheduleId">The schedule whose action it is, if any.</param>
    public static StartWorkflowExecutionResponse Execute(Transaction tx, StartWorkflowExecutionRequest request, string scheduleId = "")
    {
        StartChecks.Check(tx.Options, request);
        var seed = SeedOf(tx, request) with { ScheduleId = scheduleId };
        var current = tx.FindCurrent(request.Namespace, request.WorkflowId);
        var verdict = StartPolicy.Decide(
            current, seed.RequestId, request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy, WorkflowIdConflictPolicy.Fail);
        switch (verdict)
        {
            case StartVerdict.Create:
            case StartVerdict.TerminateAndCreate:
                MakeRoom(tx, verdict, current);
                var run = RunCreation.Create(tx, seed);
                WorkflowTasks.Want(tx, run);
                HistoryLog.Save(tx, run);
                return Answer(run, started: true);
            case StartVerdict.AlreadyStarted:
                return Answer(current!, started: true); // Verdicts about a current run come only with one.
            case StartVerdict.AlreadyAttached:
                return Answer(current!, started: false);
            case StartVerdict.UseExisting:
                Attach(tx, current!, request, seed.RequestId);
                return Answer(current!, started: false);
            default:
                throw Refusal(verdict, current!);
        }
    }

    public static void MakeRoom(Transaction tx, StartVerdict verdict, Run? current)
    {
        if (verdict == StartVerdict.TerminateAndCreate && current is not null)
        {
            TerminateWorkflow.Terminate(tx, current, MadeRoom, null, Identities.History);
        }
    }

    public static Exception Refusal(StartVerdict verdict, Run current) => Errors.AlreadyStarted(
        current.State,
        verdict == StartVerdict.RefuseRunning
            ? "Workflow execution is already running. WorkflowId: " + current.Key.WorkflowId + ", RunId: " + current.Key.RunId + "."
            : "Workflow execution already finished. WorkflowId: " + current.Key.WorkflowId + ", RunId: " + current.Key.RunId
                + ". Workflow Id reuse policy does not allow another run.");

    public static RunSeed SeedOf(Transaction tx, StartWorkflowExecutionRequest request) => new()
    {
        Namespace = request.Namespace,
        WorkflowId = request.WorkflowId,
        WorkflowType = request.WorkflowType.Name,
        TaskQueue = request.TaskQueue.Name,
        Input = request.Input,
        ExecutionTimeout = request.WorkflowExecutionTimeout,
        RunTimeout = request.WorkflowRunTimeout,
        TaskTimeout = request.WorkflowTaskTimeout,
        RetryPolicy = request.RetryPolicy,
        Memo = request.Memo,
        SearchAttributes = SearchAttributeValues.Typed(tx, request.Namespace, request.SearchAttributes),
        Header = request.Header,
        UserMetadata = request.UserMetadata,
        Priority = request.Priority,
        Links = request.Links,
        Identity = request.Identity,
        RequestId = request.RequestId.Length > 0 ? request.RequestId : tx.Options.NewId(),
        Backoff = request.WorkflowStartDelay.Span(),
        ContinuedFailure = request.ContinuedFailure,
        LastCompletionResult = request.LastCompletionResult,
    };

    private static void Attach(Transaction tx, Run current, StartWorkflowExecutionRequest request, string requestId)
    {
        if (request.OnConflictOptions is not { AttachRequestId: true } options)
        {
            return;
        }

        var state = current.State;
        if (state.StartRequestIds.Count > tx.Options.MaximumAttachedRequestIds)
        {
            throw Errors.InvalidArgument("Too many request ids are attached to the workflow execution.");
        }

        state.StartRequestIds[requestId] = StartRequestKind.Attached;
        var attached = new HistoryEvent
        {
            WorkflowExecutionOptionsUpdatedEventAttributes = new WorkflowExecutionOptionsUpdatedEventAttributes
            {
                AttachedRequestId = requestId,
                Identity = request.Identity,
            },
        };
        if (options.AttachLinks)
        {
            attached.Links.Add(request.Links);
        }

        HistoryLog.WriteOrBuffer(tx, current, attached);
        HistoryLog.Save(tx, current);
    }

    private static StartWorkflowExecutionResponse Answer(Run run, bool started) => new()
    {
        RunId = run.Key.RunId,
        Started = started,
        Status = run.State.Status,
        FirstExecutionRunId = run.State.FirstExecutionRunId,
    };
}
