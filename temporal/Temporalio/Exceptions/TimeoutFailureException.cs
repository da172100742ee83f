using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using ProtoFailure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Exceptions;

public class TimeoutFailureException : FailureException
{
    protected internal TimeoutFailureException(ProtoFailure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.TimeoutFailureInfo ?? throw new ArgumentException("Not a timeout failure", nameof(failure));
        LastHeartbeatDetails = new InboundFailureDetails(converter, info.LastHeartbeatDetails?.Payloads_);
    }

    public new ProtoFailure Failure => RequiredFailure;

    public TimeoutType TimeoutType => Failure.TimeoutFailureInfo.TimeoutType;

    public InboundFailureDetails LastHeartbeatDetails { get; protected init; }
}
