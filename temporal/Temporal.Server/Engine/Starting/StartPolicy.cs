using Temporal.Server.State;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Engine;

internal enum StartVerdict
{
    Create,
    TerminateAndCreate,
    UseExisting,

    /// <summary>This very request has started the current run before.</summary>
    AlreadyStarted,

    /// <summary>This very request was attached to the current run before.</summary>
    AlreadyAttached,
    RefuseRunning,
    RefuseClosed,
}

/// <summary>What becomes of a wish to start a run, given the current run of the workflow id.</summary>
internal static class StartPolicy
{
    public static StartVerdict Decide(
        Run? current, string requestId, WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict, WorkflowIdConflictPolicy byDefault)
    {
        if (current is null)
        {
            return StartVerdict.Create;
        }

        if (current.State.StartRequestIds.TryGetValue(requestId, out var known))
        {
            return known == StartRequestKind.Started ? StartVerdict.AlreadyStarted : StartVerdict.AlreadyAttached;
        }

        if (current.IsOpen)
        {
            return OnRunning(reuse, conflict == WorkflowIdConflictPolicy.Unspecified ? byDefault : conflict);
        }

        return OnClosed(current.State.Status, reuse);
    }

    /// <summary>The deprecated reuse policy that says the same as the conflict policy TerminateExisting.</summary>
    public static bool IsTerminateIfRunning(WorkflowIdReusePolicy reuse) => (int)reuse == TerminateIfRunning;

    private const int TerminateIfRunning = 4;

    private static StartVerdict OnRunning(WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict) => conflict switch
    {
        _ when IsTerminateIfRunning(reuse) => StartVerdict.TerminateAndCreate,
        WorkflowIdConflictPolicy.UseExisting => StartVerdict.UseExisting,
        WorkflowIdConflictPolicy.TerminateExisting => StartVerdict.TerminateAndCreate,
        _ => StartVerdict.RefuseRunning,
    };

    private static StartVerdict OnClosed(WorkflowExecutionStatus status, WorkflowIdReusePolicy reuse) => reuse switch
    {
        WorkflowIdReusePolicy.RejectDuplicate => StartVerdict.RefuseClosed,
        WorkflowIdReusePolicy.AllowDuplicateFailedOnly => status is WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.Canceled
            or WorkflowExecutionStatus.Terminated or WorkflowExecutionStatus.TimedOut
                ? StartVerdict.Create
                : StartVerdict.RefuseClosed,
        _ => StartVerdict.Create,
    };
}
