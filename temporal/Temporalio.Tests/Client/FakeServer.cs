using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Temporal.Server.Wire;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Tests.Client;

/// <summary>A server that answers what the test says and counts the calls, over a real connection.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> calls = new();

    private FakeServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        app = builder.Build();
        app.UseRouting();
    }

    internal string TargetHost { get; private set; } = "";

    internal static async Task<FakeServer> StartAsync(Action<FakeServer> configure)
    {
        var server = new FakeServer();
        configure(server);
        if (!server.calls.ContainsKey("GetSystemInfo"))
        {
            server.On("GetSystemInfo", GetSystemInfoRequest.Parser, (_, _) => Task.FromResult(new GetSystemInfoResponse()));
        }

        server.app.MapUnknownMethods();
        await server.app.StartAsync();
        var address = server.app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        server.TargetHost = new Uri(address).Authority;
        return server;
    }

    internal FakeServer On<TRequest, TResponse>(
        string rpc, MessageParser<TRequest> parser, Func<TRequest, GrpcServerCall, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        calls[rpc] = 0;
        app.MapUnary($"/{WorkflowService.FullName}/{rpc}", parser, (request, call) =>
        {
            calls.AddOrUpdate(rpc, 1, (_, count) => count + 1);
            return handler(request, call);
        });
        return this;
    }

    internal FakeServer On<TRequest, TResponse>(string rpc, MessageParser<TRequest> parser, Func<TRequest, TResponse> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => On(rpc, parser, (request, _) => Task.FromResult(handler(request)));

    internal int Calls(string rpc) => calls.GetValueOrDefault(rpc);

    internal Task<TemporalClient> ConnectAsync(Action<TemporalClientConnectOptions>? configure = null)
    {
        var options = new TemporalClientConnectOptions(TargetHost)
        {
            Namespace = "orders",
            Identity = "tester",
            RpcRetry = new() { InitialInterval = TimeSpan.FromMilliseconds(1), MaxInterval = TimeSpan.FromMilliseconds(1) },
        };
        configure?.Invoke(options);
        return TemporalClient.ConnectAsync(options);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
