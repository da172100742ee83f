using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Temporal.Grpc.Tests;

/// <summary>Answers calls with whatever a test wants the client to see.</summary>
internal static class RawServer
{
    public static void Map(IEndpointRouteBuilder routes, RequestDelegate handler) => routes.MapPost(WireServer.Method, handler);

    public static async Task AnswerAsync(HttpContext context, byte[] body, Action<Dictionary<string, string>> trailers, string? encoding = null)
    {
        context.Response.ContentType = "application/grpc";
        if (encoding is not null)
        {
            context.Response.Headers["grpc-encoding"] = encoding;
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        var end = new Dictionary<string, string>(StringComparer.Ordinal);
        trailers(end);
        foreach (var (name, value) in end)
        {
            context.Response.AppendTrailer(name, value);
        }
    }
}
