using Temporal.Grpc.Http2;

namespace Temporal.Grpc;

/// <summary>What a fault below gRPC means in gRPC's terms (the specification's HTTP and HTTP/2 tables).</summary>
internal static class TransportFault
{
    public static GrpcStatusCode FromHttp(int status) => status switch
    {
        400 => GrpcStatusCode.Internal,
        401 => GrpcStatusCode.Unauthenticated,
        403 => GrpcStatusCode.PermissionDenied,
        404 => GrpcStatusCode.Unimplemented,
        429 or 502 or 503 or 504 => GrpcStatusCode.Unavailable,
        _ => GrpcStatusCode.Unknown,
    };

    public static GrpcException From(Exception fault) => fault is Http2Exception http2
        ? new GrpcException(FromHttp2(http2.Code), $"HTTP/2 error {(uint)http2.Code}: {http2.Message}", inner: fault)
        : new GrpcException(GrpcStatusCode.Unavailable, fault.Message, inner: fault);

    private static GrpcStatusCode FromHttp2(Http2ErrorCode code) => code switch
    {
        // NO_ERROR is what the GOAWAY of a stopping server says.
        Http2ErrorCode.NoError or Http2ErrorCode.RefusedStream => GrpcStatusCode.Unavailable,
        Http2ErrorCode.Cancel => GrpcStatusCode.Cancelled,
        Http2ErrorCode.EnhanceYourCalm => GrpcStatusCode.ResourceExhausted,
        Http2ErrorCode.InadequateSecurity => GrpcStatusCode.PermissionDenied,
        _ => GrpcStatusCode.Internal,
    };
}
