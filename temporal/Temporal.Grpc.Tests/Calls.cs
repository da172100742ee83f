using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Wire;

namespace Temporal.Grpc.Tests;

internal static class Calls
{
    public static Task<StringValue> SayAsync(
        this GrpcChannel channel, string text, GrpcCall? call = null, CancellationToken cancelled = default) =>
        channel.UnaryAsync(WireServer.Method, new StringValue { Value = text }, StringValue.Parser, call ?? GrpcCall.Default, cancelled);

    public static Task<WireServer> ServeAsync(Func<StringValue, GrpcServerCall, Task<StringValue>> handler, GrpcServerOptions? options = null) =>
        WireServer.StartAsync(
            routes =>
            {
                routes.MapUnary(WireServer.Method, StringValue.Parser, handler);
                routes.MapUnknownMethods();
            },
            options);

    public static Task<WireServer> ServeEchoAsync(GrpcServerOptions? options = null) =>
        ServeAsync((request, _) => Task.FromResult(new StringValue { Value = request.Value }), options);

    /// <summary>Longer than anything takes on a machine that is busy with other tests.</summary>
    public static TimeSpan Soon { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Bounds a wait for something that has no bound of its own.</summary>
    public static Task SoonAsync(this Task task) => task.WaitAsync(Soon);

    /// <inheritdoc cref="SoonAsync(Task)"/>
    public static Task<T> SoonAsync<T>(this Task<T> task) => task.WaitAsync(Soon);
}
