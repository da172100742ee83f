using Google.Protobuf;
using Temporal.Grpc;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>A channel whose server answered, with what goes along every call. One attempt a call: retries are above it.</summary>
internal sealed class ConnectedChannel
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongPollTimeout = TimeSpan.FromSeconds(70);

    private readonly GrpcChannel channel;

    private ConnectedChannel(GrpcChannel channel, TemporalConnectionOptions options)
    {
        this.channel = channel;
        Metadata = options.RpcMetadata ?? [];
        BinaryMetadata = options.RpcBinaryMetadata ?? [];
        ApiKey = options.ApiKey;
    }

    internal IReadOnlyCollection<KeyValuePair<string, string>> Metadata { get; set; }

    internal IReadOnlyCollection<KeyValuePair<string, byte[]>> BinaryMetadata { get; set; }

    internal string? ApiKey { get; set; }

    internal GetSystemInfoResponse.Types.Capabilities? Capabilities { get; private set; }

    internal static async Task<ConnectedChannel> OpenAsync(TemporalConnectionOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var opened = new GrpcChannel(ChannelOptions(options), time);
        try
        {
            var connected = new ConnectedChannel(opened, options);
            await connected.LearnCapabilitiesAsync(cancellationToken);
            return connected;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    internal async Task<T> CallAsync<T>(string method, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : class, IMessage<T>
    {
        var call = new GrpcCall
        {
            Deadline = options?.Timeout ?? (IsLongPoll(request) ? LongPollTimeout : CallTimeout),
            Metadata = TextMetadata(request, options),
            BinaryMetadata = Merge(BinaryMetadata, options?.BinaryMetadata),
        };
        try
        {
            return await channel.UnaryAsync(method, request, parser, call, options?.CancellationToken ?? CancellationToken.None);
        }
        catch (GrpcException e)
        {
            throw new RpcException((RpcException.StatusCode)e.Code, e.Message, e.Status?.ToByteArray(), e);
        }
    }

    private static GrpcChannelOptions ChannelOptions(TemporalConnectionOptions options)
    {
        var target = options.TargetHost;
        if (string.IsNullOrEmpty(target))
        {
            throw new ArgumentException("The target host is missing", nameof(options));
        }

        if (target.Contains("://") || !Uri.TryCreate($"http://{target}", UriKind.Absolute, out var address) || address.PathAndQuery != "/")
        {
            throw new ArgumentException($"The target host must be host:port, not '{target}'", nameof(options));
        }

        var secure = TlsSettings.IsUsed(options);
        return new()
        {
            Address = secure ? new Uri($"https://{target}") : address,
            Tls = secure ? TlsSettings.Create(options.Tls, address.DnsSafeHost) : null,
            Gzip = options.GrpcCompression is GrpcCompression.Gzip,
            KeepAliveInterval = options.KeepAlive?.Interval,
            KeepAliveTimeout = options.KeepAlive?.Timeout ?? TimeSpan.FromSeconds(15),
            UserAgent = $"{ClientVersion.Name}/{ClientVersion.Number}",
        };
    }

    private static bool IsLongPoll(IMessage request) => request switch
    {
        PollWorkflowTaskQueueRequest or PollActivityTaskQueueRequest => true,
        GetWorkflowExecutionHistoryRequest history => history.WaitNewEvent,
        UpdateWorkflowExecutionRequest or PollWorkflowExecutionUpdateRequest or ExecuteMultiOperationRequest => true,
        _ => false,
    };

    /// <summary>
    /// What is sent first, and what is sent most, without reflection: it is slow at each call, and before the first one it builds the descriptors of the whole
    /// service, which takes a fifth of a second.
    /// </summary>
    private static string? NamespaceOf(IMessage request) => request switch
    {
        GetSystemInfoRequest => null,
        SignalWithStartWorkflowExecutionRequest signal => signal.Namespace,
        _ => request.Descriptor.FindFieldByName("namespace")?.Accessor.GetValue(request) as string,
    };

    private static IReadOnlyCollection<KeyValuePair<string, T>> Merge<T>(
        IReadOnlyCollection<KeyValuePair<string, T>> all, IReadOnlyCollection<KeyValuePair<string, T>>? own)
    {
        if (own is null || own.Count == 0)
        {
            return all;
        }

        var names = own.Select(each => each.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. all.Where(each => !names.Contains(each.Key)), .. own];
    }

    private async Task LearnCapabilitiesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var info = await CallAsync(
                $"/{WorkflowService.FullName}/GetSystemInfo",
                new GetSystemInfoRequest(),
                GetSystemInfoResponse.Parser,
                new RpcOptions { CancellationToken = cancellationToken });
            Capabilities = info.Capabilities;
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.Unimplemented)
        {
            // A server from before the call existed: it has none of the capabilities.
        }
    }

    private List<KeyValuePair<string, string>> TextMetadata(IMessage request, RpcOptions? options)
    {
        // HTTP/2 has no upper case in names.
        var metadata = Merge(Metadata, options?.Metadata).Select(each => KeyValuePair.Create(each.Key.ToLowerInvariant(), each.Value)).ToList();
        AddDefault("client-name", ClientVersion.Name);
        AddDefault("client-version", ClientVersion.Number);
        if (!string.IsNullOrEmpty(ApiKey))
        {
            AddDefault("authorization", $"Bearer {ApiKey}");
        }

        if (NamespaceOf(request) is { Length: > 0 } ns)
        {
            AddDefault("temporal-namespace", ns);
        }

        return metadata;

        void AddDefault(string name, string value)
        {
            if (!metadata.Exists(each => each.Key == name))
            {
                metadata.Add(new(name, value));
            }
        }
    }
}
