using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>
/// Signals the running workflow, or starts one that finds the signal in its history before its first workflow task.
/// One request id covers both halves.
/// </summary>
internal static class SignalWithStart
{
    public static SignalWithStartWorkflowExecutionResponse Execute(Transaction tx, SignalWithStartWorkflowExecutionRequest request)
    {
        var start = StartOf(request);
        StartChecks.Check(tx.Options, start);
        StartChecks.Name(tx.Options, request.SignalName, "SignalName");
        StartChecks.Blob(tx.Options, request.SignalInput, "Signal input");
        var seed = StartWorkflow.SeedOf(tx, start);
        var signal = new SignalDelivery
        {
            Name = request.SignalName,
            Input = request.SignalInput,
            Header = request.Header,
            Identity = request.Identity,
            RequestId = seed.RequestId,
            Links = request.Links,
        };

        var current = tx.FindCurrent(request.Namespace, request.WorkflowId);
        if (current is not null && signal.WasAppliedTo(current))
        {
            return Answer(current, started: false);
        }

        var verdict = StartPolicy.Decide(
            current, seed.RequestId, request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy, WorkflowIdConflictPolicy.UseExisting);
        switch (verdict)
        {
            case StartVerdict.Create:
            case StartVerdict.TerminateAndCreate:
                StartWorkflow.MakeRoom(tx, verdict, current);
                var run = RunCreation.Create(tx, seed);
                signal.ApplyTo(tx, run);
                WorkflowTasks.Want(tx, run);
                HistoryLog.Save(tx, run);
                return Answer(run, started: true);
            case StartVerdict.UseExisting:
            case StartVerdict.AlreadyStarted:
            case StartVerdict.AlreadyAttached:
                SignalExisting(tx, current!, signal); // Verdicts about a current run come only with one.
                return Answer(current!, started: false);
            default:
                throw StartWorkflow.Refusal(verdict, current!);
        }
    }

    private static void SignalExisting(Transaction tx, Run run, SignalDelivery signal)
    {
        signal.CheckAgainst(tx, run);
        signal.ApplyTo(tx, run);

        // Unlike a plain signal this one cuts a start delay short.
        run.State.FirstWorkflowTaskTime = null;
        WorkflowTasks.Want(tx, run);
        HistoryLimits.Enforce(tx, run);
        HistoryLog.Save(tx, run);
    }

    private static StartWorkflowExecutionRequest StartOf(SignalWithStartWorkflowExecutionRequest request) => new()
    {
        Namespace = request.Namespace,
        WorkflowId = request.WorkflowId,
        WorkflowType = request.WorkflowType,
        TaskQueue = request.TaskQueue,
        Input = request.Input,
        WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
        WorkflowRunTimeout = request.WorkflowRunTimeout,
        WorkflowTaskTimeout = request.WorkflowTaskTimeout,
        Identity = request.Identity,
        RequestId = request.RequestId,
        WorkflowIdReusePolicy = request.WorkflowIdReusePolicy,
        WorkflowIdConflictPolicy = request.WorkflowIdConflictPolicy,
        RetryPolicy = request.RetryPolicy,
        CronSchedule = request.CronSchedule,
        Memo = request.Memo,
        SearchAttributes = request.SearchAttributes,
        Header = request.Header,
        WorkflowStartDelay = request.WorkflowStartDelay,
        UserMetadata = request.UserMetadata,
        Links = { request.Links },
        Priority = request.Priority,
    };

    private static SignalWithStartWorkflowExecutionResponse Answer(Run run, bool started) => new()
    {
        RunId = run.Key.RunId,
        Started = started,
        FirstExecutionRunId = run.State.FirstExecutionRunId,
    };
}
