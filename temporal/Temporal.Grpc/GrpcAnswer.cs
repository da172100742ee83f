using Temporal.Grpc.Http2;

namespace Temporal.Grpc;

/// <summary>What the headers of an answer mean for the call.</summary>
internal static class GrpcAnswer
{
    /// <summary>False when <see cref="CheckHead"/> would end the call, so that there is no need to wait for the rest.</summary>
    public static bool MayGoOn(AnswerHeaders head) => IsOk(head) is null or true && head.HttpStatus == 200 && IsGrpc(head);

    /// <exception cref="GrpcException">The head alone decides how the call ends.</exception>
    public static void CheckHead(AnswerHeaders head)
    {
        if (head.Status is not null)
        {
            ThrowUnlessOk(head);
        }

        if (head.HttpStatus != 200)
        {
            throw new GrpcException(TransportFault.FromHttp(head.HttpStatus), $"the server answered HTTP {head.HttpStatus} without a gRPC status");
        }

        if (!IsGrpc(head))
        {
            throw new GrpcException(GrpcStatusCode.Unknown, "the server's answer is not gRPC");
        }
    }

    /// <exception cref="GrpcException">A status other than OK, or none.</exception>
    public static void ThrowUnlessOk(AnswerHeaders? headers)
    {
        if (headers?.Status is not { } status)
        {
            throw new GrpcException(GrpcStatusCode.Unknown, "the server ended the call without a status");
        }

        var code = GrpcStatusLine.ParseCode(status);
        if (code != GrpcStatusCode.Ok)
        {
            throw new GrpcException(code, PercentEncoding.Decode(headers.Message ?? ""), GrpcStatusLine.ParseDetails(headers.Details));
        }
    }

    private static bool? IsOk(AnswerHeaders headers) => headers.Status is { } status ? GrpcStatusLine.ParseCode(status) == GrpcStatusCode.Ok : null;

    private static bool IsGrpc(AnswerHeaders head) => head.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
}
