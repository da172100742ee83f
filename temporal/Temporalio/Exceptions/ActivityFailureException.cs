using Temporalio.Api.Enums.V1;
using ProtoFailure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Exceptions;

/// <summary>A workflow's activity did not succeed; the inner exception says why.</summary>
public class ActivityFailureException : FailureException
{
    protected internal ActivityFailureException(ProtoFailure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ActivityFailureInfo is null)
        {
            throw new ArgumentException("Not an activity failure", nameof(failure));
        }
    }

    public new ProtoFailure Failure => RequiredFailure;

    public string ActivityType => Failure.ActivityFailureInfo.ActivityType?.Name ?? "";

    public string ActivityId => Failure.ActivityFailureInfo.ActivityId;

    public string? Identity => Failure.ActivityFailureInfo.Identity is { Length: > 0 } identity ? identity : null;

    public RetryState RetryState => Failure.ActivityFailureInfo.RetryState;
}
