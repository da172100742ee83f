using Google.Protobuf;
using Google.Rpc;

namespace Temporalio.Exceptions;

/// <summary>The server, or the way to it, answered a call with a gRPC status other than OK.</summary>
public class RpcException : TemporalException
{
    private readonly Lazy<Status?> status;

    public RpcException(StatusCode code, string message, byte[]? rawStatus)
        : this(code, message, rawStatus, null)
    {
    }

    internal RpcException(StatusCode code, string message, byte[]? rawStatus, Exception? inner)
        : base(message, inner)
    {
        Code = code;
        RawStatus = rawStatus;
        status = new(() => RawStatus is null ? null : Status.Parser.ParseFrom(RawStatus));
    }

    public StatusCode Code { get; }

    /// <summary>The google.rpc.Status message with details, as sent; null when there was none.</summary>
    public byte[]? RawStatus { get; }

    /// <summary>The only detail of the status as the given message, or default when there is another number or kind of details.</summary>
    internal T? SingleDetail<T>()
        where T : class, IMessage<T>, new() =>
        status.Value?.Details is [var detail] && detail.TryUnpack<T>(out var message) ? message : null;

    public enum StatusCode
    {
        OK = 0,
        Cancelled = 1,
        Unknown = 2,
        InvalidArgument = 3,
        DeadlineExceeded = 4,
        NotFound = 5,
        AlreadyExists = 6,
        PermissionDenied = 7,
        ResourceExhausted = 8,
        FailedPrecondition = 9,
        Aborted = 10,
        OutOfRange = 11,
        Unimplemented = 12,
        Internal = 13,
        Unavailable = 14,
        DataLoss = 15,
        Unauthenticated = 16,
    }
}
