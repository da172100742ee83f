using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporal.Server.Engine;

/// <summary>All that a new run is made of, whoever starts it: a client, a parent, or the run before it.</summary>
internal sealed record RunSeed
{
    public required string Namespace { get; init; }

    public required string WorkflowId { get; init; }

    public required string WorkflowType { get; init; }

    public required string TaskQueue { get; init; }

    public Payloads? Input { get; init; }

    public Duration? ExecutionTimeout { get; init; }

    public Duration? RunTimeout { get; init; }

    public Duration? TaskTimeout { get; init; }

    public RetryPolicy? RetryPolicy { get; init; }

    public Memo? Memo { get; init; }

    public SearchAttributes? SearchAttributes { get; init; }

    public Header? Header { get; init; }

    public UserMetadata? UserMetadata { get; init; }

    public Priority? Priority { get; init; }

    public IReadOnlyList<Link> Links { get; init; } = [];

    public string Identity { get; init; } = "";

    public string RequestId { get; init; } = "";

    public TimeSpan Backoff { get; init; }

    public ParentLink? Parent { get; init; }

    public WorkflowExecution? Root { get; init; }

    public RunContinuation? Continuation { get; init; }

    public Failure? ContinuedFailure { get; init; }

    public Payloads? LastCompletionResult { get; init; }

    /// <summary>The schedule whose action the run belongs to; empty when it is none.</summary>
    public string ScheduleId { get; init; } = "";
}

/// <summary>What a run takes over from the one before it.</summary>
internal sealed record RunContinuation
{
    public required string RunId { get; init; }

    public required string PreviousRunId { get; init; }

    public required string FirstRunId { get; init; }

    public required ContinueAsNewInitiator Initiator { get; init; }

    public int Attempt { get; init; } = 1;

    /// <summary>The execution timeout counts from the first run of the chain.</summary>
    public Timestamp? ExecutionExpiration { get; init; }
}
