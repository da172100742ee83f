using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using RpcStatus = Google.Rpc.Status;

namespace Temporal.Grpc;

/// <summary>A call that ended with a status other than OK: thrown by the client, and by server handlers to answer with that status.</summary>
/// <param name="code">The status code.</param>
/// <param name="message">Goes over the wire as <c>grpc-message</c>; carries nothing secret.</param>
/// <param name="status">The rich status of <c>grpc-status-details-bin</c>, when there is one.</param>
/// <param name="inner">The transport fault behind it, when there is one.</param>
public sealed class GrpcException(GrpcStatusCode code, string message, RpcStatus? status = null, Exception? inner = null)
    : Exception(message, inner)
{
    public GrpcStatusCode Code { get; } = code;

    public RpcStatus? Status { get; } = status;

    /// <summary>A status with one detail, packed as <c>type.googleapis.com/</c> + full message name.</summary>
    public static GrpcException WithDetail(GrpcStatusCode code, string message, IMessage detail) =>
        new(code, message, new RpcStatus { Code = (int)code, Message = message, Details = { Any.Pack(detail) } });

    /// <summary>The first detail of type <typeparamref name="T"/>, or null.</summary>
    public T? Detail<T>()
        where T : class, IMessage<T>, new()
    {
        foreach (var detail in Status?.Details ?? [])
        {
            if (detail.TryUnpack<T>(out var found))
            {
                return found;
            }
        }

        return null;
    }
}
