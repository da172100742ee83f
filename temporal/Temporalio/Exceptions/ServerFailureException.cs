using ProtoFailure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Exceptions;

public class ServerFailureException : FailureException
{
    protected internal ServerFailureException(ProtoFailure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ServerFailureInfo is null)
        {
            throw new ArgumentException("Not a server failure", nameof(failure));
        }
    }

    public new ProtoFailure Failure => RequiredFailure;

    public bool NonRetryable => Failure.ServerFailureInfo.NonRetryable;
}
