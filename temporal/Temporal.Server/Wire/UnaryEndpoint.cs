using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Temporal.Grpc;

namespace Temporal.Server.Wire;

/// <summary>One mapped method: head, message, handler, answer, status.</summary>
internal sealed partial class UnaryEndpoint<TRequest, TResponse>(
    string method,
    MessageParser<TRequest> parser,
    Func<TRequest, GrpcServerCall, Task<TResponse>> handler,
    GrpcServerOptions options,
    TimeProvider time,
    ILogger logger)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!GrpcHead.Accept(context))
        {
            return;
        }

        GrpcHead.Begin(context.Response);
        var gone = context.RequestAborted;
        var timeout = context.Request.Headers["grpc-timeout"];
        if (timeout.Count == 0)
        {
            await AnswerAsync(context, null, gone);
            return;
        }

        if (!GrpcTimeout.TryParse(timeout.ToString(), out var remaining))
        {
            await GrpcHead.EndAsync(context.Response, new GrpcException(GrpcStatusCode.Internal, "grpc: malformed grpc-timeout"));
            return;
        }

        // A timer takes no longer ones; nobody waits 24 days for an answer.
        remaining = TimeSpan.FromTicks(Math.Min(remaining.Ticks, 24 * TimeSpan.TicksPerDay));
        using var ended = new CancellationTokenSource(remaining, time);
        await using var link = gone.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), ended);
        await AnswerAsync(context, time.GetUtcNow() + remaining, ended.Token);
    }

    private async Task AnswerAsync(HttpContext context, DateTimeOffset? deadline, CancellationToken cancelled)
    {
        try
        {
            var request = await ReadAsync(context.Request, cancelled);
            var call = new GrpcServerCall { Cancelled = cancelled, Deadline = deadline, Headers = context.Request.Headers };
            var answer = await handler(request, call);
            await WriteAsync(context, answer);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            if (!context.RequestAborted.IsCancellationRequested)
            {
                await GrpcHead.EndAsync(context.Response, StatusOf(fault, cancelled));
            }
        }
    }

    private async ValueTask<TRequest> ReadAsync(HttpRequest request, CancellationToken cancelled)
    {
        var encoding = request.Headers["grpc-encoding"];
        try
        {
            var message = await MessageFrame.ReadSingleAsync(
                request.Body, encoding.Count == 0 ? null : encoding.ToString(), options.MaxReceiveBytes, parser, cancelled);
            return message ?? throw new GrpcException(GrpcStatusCode.Internal, "grpc: the call carries no message");
        }
        catch (IOException fault)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, "the request could not be read to its end", inner: fault);
        }
    }

    private async Task WriteAsync(HttpContext context, TResponse answer)
    {
        var response = context.Response;
        var size = answer.CalculateSize();
        if (options.GzipAnswers && size >= MessageFrame.WorthCompressing && AcceptsGzip(context.Request))
        {
            response.Headers["grpc-encoding"] = "gzip";
            using var frame = MessageFrame.Encode(answer, gzip: true);
            await response.BodyWriter.WriteAsync(frame.Memory, context.RequestAborted);
        }
        else
        {
            var writer = response.BodyWriter;
            MessageFrame.WritePrefix(writer.GetSpan(MessageFrame.PrefixLength), compressed: false, size);
            writer.Advance(MessageFrame.PrefixLength);
            answer.WriteTo(writer);
        }

        response.AppendTrailer(GrpcStatusLine.Code, "0");
        await response.CompleteAsync();
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.Headers["grpc-accept-encoding"].ToString().Contains("gzip", StringComparison.Ordinal);

    private GrpcException StatusOf(Exception fault, CancellationToken cancelled)
    {
        switch (fault)
        {
            case GrpcException status:
                return status;
            // The client may be gone without having said so; what is left of the call is told the truth about its deadline.
            case OperationCanceledException when cancelled.IsCancellationRequested:
                return new GrpcException(GrpcStatusCode.DeadlineExceeded, "the deadline has passed");
            case OperationCanceledException:
                return new GrpcException(GrpcStatusCode.Unavailable, "the server is stopping");
            default:
                Log.HandlerFailed(logger, method, fault);
                return new GrpcException(GrpcStatusCode.Unavailable, "the server failed to handle the call");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} failed; the caller was told to try again")]
        public static partial void HandlerFailed(ILogger logger, string method, Exception fault);
    }
}
