using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using Google.Protobuf;

namespace Temporal.Grpc;

/// <summary>Unary gRPC calls to one address. Thread-safe; connections are opened on demand and shared by all calls.</summary>
public sealed class GrpcChannel : IDisposable
{
    private readonly ConcurrentDictionary<string, Uri> _uris = new(StringComparer.Ordinal);
    private readonly GrpcChannelOptions _options;
    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _time;

    /// <param name="options">Where and how to connect.</param>
    /// <param name="time">Clock of the deadlines; the system's when null.</param>
    public GrpcChannel(GrpcChannelOptions options, TimeProvider? time = null)
    {
        _options = options;
        _time = time ?? TimeProvider.System;
        _http = new HttpMessageInvoker(CreateHandler(options), disposeHandler: true);
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

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler CreateHandler(GrpcChannelOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
            UseCookies = false,
            // A proxy meant for browsing would swallow prior-knowledge HTTP/2.
            UseProxy = false,
        };
        if (options.KeepAliveInterval is { } interval)
        {
            handler.KeepAlivePingDelay = interval;
            handler.KeepAlivePingTimeout = options.KeepAliveTimeout;
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        }

        if (options.Tls is { } tls)
        {
            handler.SslOptions = tls;
        }

        return handler;
    }

    private async Task<TResponse> SendAsync<TResponse>(
        string method, IMessage message, MessageParser<TResponse> parser, GrpcCall call, CancellationToken caller, CancellationToken ended)
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            using var request = CreateRequest(method, message, call);
            using var response = await _http.SendAsync(request, ended);
            var encoding = CheckHead(response);
            await using var body = await response.Content.ReadAsStreamAsync(ended);
            var answer = await MessageFrame.ReadSingleAsync(body, encoding, _options.MaxReceiveBytes, parser, ended);
            ThrowUnlessOk(response.TrailingHeaders.NonValidated);
            return answer ?? throw new GrpcException(GrpcStatusCode.Internal, "grpc: status OK without a message");
        }
        catch (Exception fault) when (caller.IsCancellationRequested && fault is not GrpcException)
        {
            throw new OperationCanceledException("The call was cancelled.", fault, caller);
        }
        catch (Exception fault) when (ended.IsCancellationRequested && fault is not GrpcException)
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, $"the deadline of {call.Deadline} has passed", inner: fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            throw TransportFault.From(fault);
        }
    }

    private HttpRequestMessage CreateRequest(string method, IMessage message, GrpcCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _uris.GetOrAdd(method, static (path, root) => new Uri(root, path), _options.Address))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new FrameContent(message, _options.Gzip),
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("user-agent", _options.UserAgent);
        headers.TryAddWithoutValidation("grpc-accept-encoding", "identity,gzip");
        if (_options.Gzip)
        {
            headers.TryAddWithoutValidation("grpc-encoding", "gzip");
        }

        if (call.Deadline is { } deadline)
        {
            headers.TryAddWithoutValidation("grpc-timeout", GrpcTimeout.Format(deadline));
        }

        CallMetadata.AddTo(headers, call);
        return request;
    }

    /// <summary>Ends the call when the head alone decides it; else returns the encoding of the message that follows.</summary>
    private static string? CheckHead(HttpResponseMessage response)
    {
        var headers = response.Headers.NonValidated;
        if (headers.Contains(GrpcStatusLine.Code))
        {
            ThrowUnlessOk(headers);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new GrpcException(TransportFault.FromHttp(response.StatusCode), $"the server answered HTTP {(int)response.StatusCode} without a gRPC status");
        }

        var contentType = response.Content.Headers.NonValidated.TryGetValues("content-type", out var type) ? type.ToString() : "";
        if (!contentType.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase))
        {
            throw new GrpcException(GrpcStatusCode.Unknown, "the server's answer is not gRPC");
        }

        return headers.TryGetValues("grpc-encoding", out var encoding) ? encoding.ToString() : null;
    }

    private static void ThrowUnlessOk(HttpHeadersNonValidated headers)
    {
        if (!headers.TryGetValues(GrpcStatusLine.Code, out var status))
        {
            throw new GrpcException(GrpcStatusCode.Unknown, "the server ended the call without a status");
        }

        var code = GrpcStatusLine.ParseCode(status.ToString());
        if (code == GrpcStatusCode.Ok)
        {
            return;
        }

        var message = headers.TryGetValues(GrpcStatusLine.Message, out var encoded) ? PercentEncoding.Decode(encoded.ToString()) : "";
        var details = headers.TryGetValues(GrpcStatusLine.Details, out var packed) ? packed.ToString() : null;
        throw new GrpcException(code, message, GrpcStatusLine.ParseDetails(details));
    }
}
