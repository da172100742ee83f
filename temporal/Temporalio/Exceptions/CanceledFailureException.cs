using Temporalio.Converters;
using ProtoFailure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Exceptions;

public class CanceledFailureException : FailureException
{
    protected internal CanceledFailureException(string message, Exception? inner = null, IReadOnlyCollection<object?>? details = null)
        : base(message, inner) => Details = new OutboundFailureDetails(details);

    protected internal CanceledFailureException(ProtoFailure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.CanceledFailureInfo ?? throw new ArgumentException("Not a canceled failure", nameof(failure));
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_);
    }

    public new ProtoFailure Failure => RequiredFailure;

    public IFailureDetails Details { get; protected init; }
}
