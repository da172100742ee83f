using ProtoFailure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Exceptions;

/// <summary>An exception that has, or will have, a failure message on the wire.</summary>
public class FailureException : TemporalException
{
    protected internal FailureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    protected internal FailureException(ProtoFailure failure, Exception? inner)
        : base(failure.Message, inner) => Failure = failure;

    /// <summary>The message this exception was read from; null when it was made here.</summary>
    public ProtoFailure? Failure { get; protected init; }

    /// <summary>The stack trace of where the failure happened, which may be another process, before the local one.</summary>
    public override string? StackTrace
    {
        get
        {
            var remote = Failure?.StackTrace;
            var local = base.StackTrace;
            return (remote, local) switch
            {
                (null or "", _) => local,
                (_, null) => remote,
                _ => $"{remote}\n{local}",
            };
        }
    }

    private protected ProtoFailure RequiredFailure =>
        Failure ?? throw new InvalidOperationException("The exception was made locally and carries no failure message");
}
