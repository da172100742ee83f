using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>One signal, wherever it comes from: a client, a start, or another workflow.</summary>
internal sealed record SignalDelivery
{
    public required string Name { get; init; }

    public Payloads? Input { get; init; }

    public Header? Header { get; init; }

    public string Identity { get; init; } = "";

    /// <summary>The same id is applied to a run once; empty is not remembered.</summary>
    public string RequestId { get; init; } = "";

    public IReadOnlyList<Link> Links { get; init; } = [];

    /// <summary>The workflow that sent it, if one did.</summary>
    public WorkflowExecution? Sender { get; init; }

    public bool WasAppliedTo(Run run) => RequestId.Length > 0 && run.State.SignalRequestIds.ContainsKey(RequestId);

    /// <summary>Refuses what the run cannot take, before anything is changed.</summary>
    public void CheckAgainst(Transaction tx, Run run)
    {
        if (!run.IsOpen)
        {
            throw Errors.WorkflowCompleted();
        }

        StartChecks.Blob(tx.Options, Input, "Signal input");
        if (run.State.SignalCount >= tx.Options.MaximumSignals)
        {
            throw Errors.InvalidArgument("exceeded workflow execution limit for signal events");
        }

        if (run.State.CloseAttempted && run.HasStartedWorkflowTask)
        {
            throw Errors.Closing();
        }
    }

    /// <summary>Records the signal; the caller wants a workflow task and saves.</summary>
    public void ApplyTo(Transaction tx, Run run)
    {
        if (RequestId.Length > 0)
        {
            run.State.SignalRequestIds[RequestId] = true;
        }

        run.State.SignalCount++;
        HistoryLog.WriteOrBuffer(tx, run, new HistoryEvent
        {
            WorkflowExecutionSignaledEventAttributes = new WorkflowExecutionSignaledEventAttributes
            {
                SignalName = Name,
                Input = Input,
                Header = Header,
                Identity = Identity,
                RequestId = RequestId,
                ExternalWorkflowExecution = Sender,
            },
            Links = { Links },
        });
    }
}
