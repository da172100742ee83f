using Temporalio.Workflows;
using Webhooks.Activities.Reconciling.DeadLetters;
using Webhooks.Activities.Reconciling.Reporting;

namespace Webhooks.Workflows.Reconciling;

/// <summary>Event Grid: takes the files it wrote for what it could not deliver, the oldest first.</summary>
internal sealed class DeadLetterSweep(ReconcileRequest request, ReconciliationState start) : Reconciliation(request, start)
{
    public override async Task RunAsync()
    {
        var (source, maximum) = (Request.Source, Request.MaximumRequests);
        var begun = Now;
        var paths = await Workflow.ExecuteActivityAsync((DeadLetterSweeping activities) => activities.ListDeadLetters(source, maximum), ActivityPolicies.Standard);
        foreach (var path in paths)
        {
            var outcome = await Workflow.ExecuteActivityAsync((DeadLetterSweeping activities) => activities.SubmitDeadLetterAsync(source, path), ActivityPolicies.Upload);
            State = State with
            {
                Counts = State.Counts with { Checked = State.Counts.Checked + outcome.Events, Requested = State.Counts.Requested + outcome.Posted },
            };
            if (outcome.Fault is { } fault)
            {
                State = State.WithLost(new LostDelivery(path, "dead letters", fault, begun, Now));
            }
        }

        if (paths.Count < maximum)
        {
            State = State with { ReconciledTo = begun };
        }
    }
}
