using ProtoFailure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Exceptions;

public class TerminatedFailureException : FailureException
{
    protected internal TerminatedFailureException(ProtoFailure failure, Exception? inner, InboundFailureDetails? details)
        : base(failure, inner) => Details = details;

    public new ProtoFailure Failure => RequiredFailure;

    /// <summary>What the caller gave to the terminate call; null when the failure came without.</summary>
    public IFailureDetails? Details { get; protected init; }
}
