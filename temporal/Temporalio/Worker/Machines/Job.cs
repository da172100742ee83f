using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>One thing the workflow is told when it is woken. Jobs are delivered in the order of their ranks, stable within one.</summary>
internal abstract record Job(JobRank Rank)
{
    public sealed record Initialize(HistoryEvent Started, ulong RandomSeed) : Job(JobRank.Initialize)
    {
        public WorkflowExecutionStartedEventAttributes Attributes => Started.WorkflowExecutionStartedEventAttributes;
    }

    public sealed record NotifyHasPatch(string PatchId) : Job(JobRank.NotifyHasPatch);

    public sealed record UpdateRandomSeed(ulong Seed) : Job(JobRank.UpdateRandomSeed);

    public sealed record Signal(WorkflowExecutionSignaledEventAttributes Attributes) : Job(JobRank.Handlers);

    public sealed record FireTimer(uint Seq) : Job(JobRank.Results);

    public sealed record ResolveActivity(uint Seq, Resolution Resolution) : Job(JobRank.Results);

    /// <summary>The child has started with this run id, or its start failed.</summary>
    public sealed record ResolveChildStart(uint Seq, string? RunId, ChildStartFailure? Failure) : Job(JobRank.Results);

    public sealed record ResolveChild(uint Seq, Resolution Resolution) : Job(JobRank.Results);

    public sealed record ResolveExternalSignal(uint Seq, Failure? Failure) : Job(JobRank.Results);

    public sealed record ResolveExternalCancel(uint Seq, Failure? Failure) : Job(JobRank.Results);

    public sealed record CancelWorkflow(string Cause) : Job(JobRank.Results);
}

/// <summary>Order of delivery within one activation; local activities go between Results and the next.</summary>
internal enum JobRank
{
    Initialize,
    NotifyHasPatch,
    UpdateRandomSeed,
    Handlers,
    Results,
    LocalResults,
}

/// <summary>How an activity or a child ended: with a failure, or with a result that may be none.</summary>
internal sealed record Resolution(Payload? Result, Failure? Failure)
{
    public static Resolution Completed(Payloads? result) => new(result?.Payloads_.FirstOrDefault(), null);

    public static Resolution Failed(Failure failure) => new(null, failure);
}

/// <summary>Why a child did not start: its id was taken, or its start was cancelled.</summary>
internal sealed record ChildStartFailure(string WorkflowId, string WorkflowType, string Cause, Failure? Cancelled);
