using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Temporalio.Api.WorkflowService.V1;

namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>A Temporal frontend that takes signal-with-start over real HTTP/2, counts calls, and fails on demand as no real one would.</summary>
internal sealed class TemporalStub : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<SignalWithStartWorkflowExecutionRequest> calls = new();
    private readonly ConcurrentDictionary<string, int> underWay = new();

    private TemporalStub(WebApplication app) => this.app = app;

    /// <summary>gRPC status a call gets; 0 takes it. Asked before the call counts as taken.</summary>
    public Func<SignalWithStartWorkflowExecutionRequest, Task<int>> Answer { get; set; } = _ => Task.FromResult(0);

    /// <summary>When true a taken call gets no reply: the connection breaks.</summary>
    public Func<SignalWithStartWorkflowExecutionRequest, bool> LosesReply { get; set; } = _ => false;

    /// <summary>Taken calls in order, repetitions included.</summary>
    public IReadOnlyList<SignalWithStartWorkflowExecutionRequest> Calls => [.. calls];

    /// <summary>What a run would see: Temporal drops a request id that it has seen.</summary>
    public IReadOnlyList<SignalWithStartWorkflowExecutionRequest> Signals => [.. calls.DistinctBy(call => (call.WorkflowId, call.RequestId))];

    /// <summary>The most calls for one workflow that were open at once.</summary>
    public int MostAtOnceForOne { get; private set; }

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()["http://".Length..]; // Kestrel has one.

    public static async Task<TemporalStub> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        var server = builder.Build();
        var stub = new TemporalStub(server);
        const string service = "/temporal.api.workflowservice.v1.WorkflowService/";
        server.MapPost(service + "GetSystemInfo", context => ReplyAsync(context, new GetSystemInfoResponse()));
        server.MapPost(service + "SignalWithStartWorkflowExecution", stub.SignalAsync);
        server.MapPost("/grpc.health.v1.Health/Check", context =>
            ReplyAsync(context, new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.Serving }));
        await server.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task SignalAsync(HttpContext context)
    {
        var request = SignalWithStartWorkflowExecutionRequest.Parser.ParseFrom(await ReadAsync(context.Request));
        var open = underWay.AddOrUpdate(request.WorkflowId, 1, (_, count) => count + 1);
        lock (underWay)
        {
            MostAtOnceForOne = Math.Max(MostAtOnceForOne, open);
        }

        var status = await Answer(request);
        underWay.AddOrUpdate(request.WorkflowId, 0, (_, count) => count - 1);
        if (status != 0)
        {
            await ReplyAsync(context, null, status);
            return;
        }

        calls.Enqueue(request);
        if (LosesReply(request))
        {
            context.Abort();
            return;
        }

        await ReplyAsync(context, new SignalWithStartWorkflowExecutionResponse { RunId = $"run-of-{request.WorkflowId}", Started = true });
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        if (bytes[0] == 0)
        {
            return bytes[5..];
        }

        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes, 5, bytes.Length - 5), CompressionMode.Decompress);
        await gzip.CopyToAsync(unpacked);
        return unpacked.ToArray();
    }

    private static async Task ReplyAsync(HttpContext context, IMessage? message, int status = 0)
    {
        context.Response.ContentType = "application/grpc";
        if (message is not null)
        {
            var bytes = message.ToByteArray();
            var prefix = new byte[5];
            BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(1), bytes.Length);
            await context.Response.Body.WriteAsync(prefix, CancellationToken.None);
            await context.Response.Body.WriteAsync(bytes, CancellationToken.None);
        }

        context.Response.AppendTrailer("grpc-status", status.ToString());
        context.Response.AppendTrailer("grpc-message", "as the test asked");
    }
}
