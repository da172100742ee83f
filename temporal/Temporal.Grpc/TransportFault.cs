using System.Net;

namespace Temporal.Grpc;

/// <summary>What a fault below gRPC means in gRPC's terms (the specification's HTTP and HTTP/2 tables).</summary>
internal static class TransportFault
{
    public static GrpcStatusCode FromHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => GrpcStatusCode.Internal,
        HttpStatusCode.Unauthorized => GrpcStatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => GrpcStatusCode.PermissionDenied,
        HttpStatusCode.NotFound => GrpcStatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => GrpcStatusCode.Unavailable,
        _ => GrpcStatusCode.Unknown,
    };

    public static GrpcException From(Exception fault)
    {
        for (var inner = fault; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpProtocolException protocol)
            {
                return new GrpcException(FromHttp2(protocol.ErrorCode), $"HTTP/2 error {protocol.ErrorCode}: {protocol.Message}", inner: fault);
            }
        }

        return new GrpcException(GrpcStatusCode.Unavailable, fault.Message, inner: fault);
    }

    private static GrpcStatusCode FromHttp2(long errorCode) => errorCode switch
    {
        0x0 or 0x7 => GrpcStatusCode.Unavailable, // NO_ERROR (a GOAWAY of a stopping server), REFUSED_STREAM
        0x8 => GrpcStatusCode.Cancelled, // CANCEL
        0xb => GrpcStatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xc => GrpcStatusCode.PermissionDenied, // INADEQUATE_SECURITY
        _ => GrpcStatusCode.Internal,
    };
}
