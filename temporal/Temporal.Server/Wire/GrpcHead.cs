using Microsoft.AspNetCore.Http;
using Temporal.Grpc;

namespace Temporal.Server.Wire;

/// <summary>The parts of an HTTP exchange that are the same for every gRPC call.</summary>
internal static class GrpcHead
{
    public static bool IsGrpc(HttpRequest request)
    {
        // application/grpc, application/grpc+proto, application/grpc;…, but not application/grpc-web.
        const string Name = "application/grpc";
        var type = request.ContentType.AsSpan();
        return type.StartsWith(Name, StringComparison.OrdinalIgnoreCase)
            && (type.Length == Name.Length || type[Name.Length] is '+' or ';' or ' ');
    }

    /// <summary>False, and answered, when the request cannot be a gRPC call.</summary>
    public static bool Accept(HttpContext context)
    {
        var refusal = (IsGrpc(context.Request), HttpProtocol.IsHttp2(context.Request.Protocol)) switch
        {
            (false, _) => StatusCodes.Status415UnsupportedMediaType,
            (true, false) => StatusCodes.Status426UpgradeRequired,
            (true, true) => StatusCodes.Status200OK,
        };
        context.Response.StatusCode = refusal;
        return refusal == StatusCodes.Status200OK;
    }

    public static void Begin(HttpResponse response)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-accept-encoding"] = "identity,gzip";
    }

    /// <summary>Ends the call with an error: in the head when nothing has been written, else in the trailers.</summary>
    public static Task EndAsync(HttpResponse response, GrpcException error)
    {
        var details = GrpcStatusLine.FormatDetails(error.Status);
        if (response.HasStarted)
        {
            response.AppendTrailer(GrpcStatusLine.Code, GrpcStatusLine.FormatCode(error.Code));
            response.AppendTrailer(GrpcStatusLine.Message, GrpcStatusLine.FormatMessage(error.Message));
            if (details is not null)
            {
                response.AppendTrailer(GrpcStatusLine.Details, details);
            }
        }
        else
        {
            response.Headers[GrpcStatusLine.Code] = GrpcStatusLine.FormatCode(error.Code);
            response.Headers[GrpcStatusLine.Message] = GrpcStatusLine.FormatMessage(error.Message);
            if (details is not null)
            {
                response.Headers[GrpcStatusLine.Details] = details;
            }
        }

        return response.CompleteAsync();
    }
}
