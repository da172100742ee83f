using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Temporal.Grpc;

namespace Temporal.Server.Wire;

/// <summary>Maps gRPC methods onto endpoint routing.</summary>
internal static class GrpcEndpoints
{
    /// <summary>
    /// Answers <paramref name="method"/> (<c>/package.Service/Method</c>) with <paramref name="handler"/>. A <see cref="GrpcException"/> is
    /// the answer's status; any other exception is logged once and answered Unavailable, because workers retry that and die of most others.
    /// </summary>
    public static void MapUnary<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        MessageParser<TRequest> parser,
        Func<TRequest, GrpcServerCall, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var services = routes.ServiceProvider;
        var endpoint = new UnaryEndpoint<TRequest, TResponse>(
            method,
            parser,
            handler,
            services.GetService<GrpcServerOptions>() ?? GrpcServerOptions.Default,
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Temporal.Server.Wire"));
        routes.MapPost(method, (RequestDelegate)endpoint.HandleAsync);
    }

    /// <summary>Answers calls of methods that nobody mapped with Unimplemented, and anything that is not gRPC with 404.</summary>
    public static void MapUnknownMethods(this IEndpointRouteBuilder routes) =>
        routes.MapFallback("{**path}", static context =>
        {
            if (!GrpcHead.IsGrpc(context.Request))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            GrpcHead.Begin(context.Response);
            return GrpcHead.EndAsync(
                context.Response, new GrpcException(GrpcStatusCode.Unimplemented, $"unknown method {context.Request.Path.Value}"));
        });
}
