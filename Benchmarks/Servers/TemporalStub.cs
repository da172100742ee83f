using System.Buffers.Binary;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Temporalio.Api.WorkflowService.V1;

namespace Webhooks.Benchmarks.Servers;

/// <summary>A Temporal frontend that takes every signal and remembers none: what is measured is the caller, not a server's disk.</summary>
internal static class TemporalStub
{
    private static readonly byte[] SystemInfo = Framed(new GetSystemInfoResponse());
    private static readonly byte[] Signalled = Framed(new SignalWithStartWorkflowExecutionResponse { RunId = "7d9f1c53-3e6b-4b0e-9d6c-000000000001", Started = true });

    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        var isSignal = context.Request.Path.Value?.EndsWith("/SignalWithStartWorkflowExecution", StringComparison.Ordinal) == true;
        await context.Response.BodyWriter.WriteAsync(isSignal ? Signalled : SystemInfo, context.RequestAborted);
    }

    private static byte[] Framed(IMessage message)
    {
        var frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        message.WriteTo(frame.AsSpan(5));
        return frame;
    }
}
