using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class SignalWorkflow
{
    public static SignalWorkflowExecutionResponse Execute(Transaction tx, SignalWorkflowExecutionRequest request)
    {
        StartChecks.Name(tx.Options, request.SignalName, "SignalName");
        var run = Runs.Require(tx, request.Namespace, request.WorkflowExecution);
        var signal = new SignalDelivery
        {
            Name = request.SignalName,
            Input = request.Input,
            Header = request.Header,
            Identity = request.Identity,
            RequestId = request.RequestId,
            Links = request.Links,
        };

        // Asked first: a retry whose first try succeeded must not hear that the run has closed since.
        if (!signal.WasAppliedTo(run))
        {
            signal.CheckAgainst(tx, run);
            signal.ApplyTo(tx, run);
            WorkflowTasks.Want(tx, run);
            HistoryLimits.Enforce(tx, run);
            HistoryLog.Save(tx, run);
        }

        return new SignalWorkflowExecutionResponse();
    }
}
