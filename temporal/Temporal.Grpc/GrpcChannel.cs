using Google.Protobuf;
using Temporal.Grpc.Http2;

namespace Temporal.Grpc;

/// <summary>Unary gRPC calls to one address. Thread-safe; connections are opened on demand and shared by all calls.</summary>
public sealed class GrpcChannel : IDisposable
{
    private readonly GrpcChannelOptions _options;
    private readonly GrpcRequests _requests;
    private readonly Http2Pool _connections;
    private readonly TimeProvider _time;

    /// <param name="options">Where and how to connect.</param>
    /// <param name="time">Clock of the deadlines and of the connections' times; the system's when null.</param>
    public GrpcChannel(GrpcChannelOptions options, TimeProvider? time = null)
    {
        _options = options;
        _time = time ?? TimeProvider.System;
        _requests = new GrpcRequests(options);
        _connections = new Http2Pool(options, _time);
    }

    /// <param name="method"><c>/package.Service/Method</c>.</param>
    /// <param name="request">Must not change until the call has ended.</param>
    /// <param name="parser">Parser of the answer.</param>
    /// <param name="call">Deadline and metadata.</param>
    /// <param name="cancellationToken">The caller's; ends the call on the server too.</param>
    /// <exception cref="GrpcException">Any status but OK, and every transport fault.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TResponse> UnaryAsync<TResponse>(
        string method, IMessage request, MessageParser<TResponse> parser, GrpcCall call, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (call.Deadline is not { } deadline)
        {
            return await SendAsync(method, request, parser, call, cancellationToken, cancellationToken);
        }

        if (deadline <= TimeSpan.Zero)
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, "the deadline had passed before the call");
        }

        using var ended = new CancellationTokenSource(deadline, _time);
        await using var link = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), ended);
        return await SendAsync(method, request, parser, call, cancellationToken, ended.Token);
    }

    /// <summary>Calls in flight go on to their end; new ones are refused.</summary>
    public void Dispose() => _connections.Dispose();

    private async Task<TResponse> SendAsync<TResponse>(
        string method, IMessage message, MessageParser<TResponse> parser, GrpcCall call, CancellationToken caller, CancellationToken ended)
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            var again = false;
            while (true)
            {
                using var stream = _requests.Create(method, message, call);
                try
                {
                    await _connections.OpenAsync(stream, ended);
                    await using var cancellation = ended.UnsafeRegister(static call => ((Http2Stream)call!).Cancel(), stream);
                    await stream.Ended;
                    return Read(stream, parser);
                }
                catch (Http2Exception fault) when (fault.Unprocessed && !again)
                {
                    // Once: a second time in a row is the server's wish to be left alone.
                    again = true;
                }
            }
        }
        catch (Exception fault) when (caller.IsCancellationRequested && fault is not GrpcException)
        {
            throw new OperationCanceledException("The call was cancelled.", fault, caller);
        }
        catch (Exception fault) when (ended.IsCancellationRequested && fault is not GrpcException)
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, $"the deadline of {call.Deadline} has passed", inner: fault);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            throw TransportFault.From(fault);
        }
    }

    private TResponse Read<TResponse>(Http2Stream stream, MessageParser<TResponse> parser)
        where TResponse : class, IMessage<TResponse>
    {
        GrpcAnswer.CheckHead(stream.Head!); // A call that ended without a fault has one.
        var answer = stream.Body is { } body ? MessageFrame.Decode(body, stream.Head!.Encoding, _options.MaxReceiveBytes, parser) : null;
        GrpcAnswer.ThrowUnlessOk(stream.Trailers);
        return answer ?? throw new GrpcException(GrpcStatusCode.Internal, "grpc: status OK without a message");
    }
}
