using System.Runtime.InteropServices;
using Google.Protobuf;
using Grpc.Health.V1;
using Temporal.Grpc;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>A connection to a Temporal server. Safe for use by any number of threads.</summary>
#pragma warning disable CA1001 // Not disposable, as in the official API; the semaphore holds no handle until its wait handle is asked for.
public sealed class TemporalConnection : ITemporalConnection
#pragma warning restore CA1001
{
    private readonly TimeProvider time;
    private readonly SemaphoreSlim connecting = new(1, 1);
    private volatile ConnectedChannel? connected;

    private TemporalConnection(TemporalConnectionOptions options, TimeProvider time)
    {
        this.time = time;
        Options = options;
        // Written back, so that whoever reads the options later sees who calls.
        options.Identity ??= ClientVersion.DefaultIdentity;
        WorkflowService = new ConnectedWorkflowService(this);
        OperatorService = new ConnectedOperatorService(this);
        TestService = new ConnectedTestService(this);
    }

    public TemporalConnectionOptions Options { get; }

    public WorkflowService WorkflowService { get; }

    public OperatorService OperatorService { get; }

    public TestService TestService { get; }

    public bool IsConnected => connected is not null;

    public SafeHandle? BridgeClient => null;

    public IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata
    {
        get => connected?.Metadata ?? Options.RpcMetadata ?? [];
        set => Required.Metadata = value;
    }

    public IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata
    {
        get => connected?.BinaryMetadata ?? Options.RpcBinaryMetadata ?? [];
        set => Required.BinaryMetadata = value;
    }

    public string? ApiKey
    {
        get => connected is { } channel ? channel.ApiKey : Options.ApiKey;
        set => Required.ApiKey = value;
    }

    /// <summary>What the server said it can; null while not connected or when it does not say.</summary>
    internal GetSystemInfoResponse.Types.Capabilities? Capabilities => connected?.Capabilities;

    private ConnectedChannel Required =>
        connected ?? throw new InvalidOperationException("The connection is lazy and was not used yet");

    public static Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options) => ConnectAsync(options, TimeProvider.System);

    /// <summary>Connects on the first call, and again on the next one when that fails.</summary>
    public static TemporalConnection CreateLazy(TemporalConnectionOptions options) => new(options, TimeProvider.System);

    public async Task ConnectAsync()
    {
        try
        {
            await ConnectAsync(CancellationToken.None);
        }
        catch (RpcException e)
        {
            throw new InvalidOperationException($"Connection to {Options.TargetHost} failed: {e.Message}", e);
        }
    }

    public async Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null)
    {
        var request = new HealthCheckRequest { Service = (service ?? WorkflowService).ServiceName };
        var response = await InvokeAsync("grpc.health.v1.Health", "Check", request, HealthCheckResponse.Parser, options);
        return response.Status == HealthCheckResponse.Types.ServingStatus.Serving;
    }

    internal static async Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options, TimeProvider time)
    {
        var connection = new TemporalConnection(options, time);
        await connection.ConnectAsync();
        return connection;
    }

    internal async Task<T> InvokeAsync<T>(string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : class, IMessage<T>
    {
        var cancellationToken = options?.CancellationToken ?? CancellationToken.None;
        if (options?.Retry is not true)
        {
            return await AttemptAsync();
        }

        return await new RpcRetryPolicy(Options.RpcRetry, time).RunAsync(AttemptAsync, cancellationToken);

        async Task<T> AttemptAsync()
        {
            var channel = connected ?? await ConnectAsync(cancellationToken);
            return await channel.CallAsync($"/{service}/{rpc}", request, parser, options);
        }
    }

    private async Task<ConnectedChannel> ConnectAsync(CancellationToken cancellationToken)
    {
        await connecting.WaitAsync(cancellationToken);
        try
        {
            return connected ??= await ConnectedChannel.OpenAsync(Options, time, cancellationToken);
        }
        finally
        {
            connecting.Release();
        }
    }

    private sealed class ConnectedWorkflowService(TemporalConnection connection) : WorkflowService
    {
        protected override Task<T> InvokeRpcAsync<T>(string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null) =>
            connection.InvokeAsync(FullName, rpc, req, resp, options);
    }

    private sealed class ConnectedOperatorService(TemporalConnection connection) : OperatorService
    {
        protected override Task<T> InvokeRpcAsync<T>(string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null) =>
            connection.InvokeAsync(FullName, rpc, req, resp, options);
    }

    private sealed class ConnectedTestService(TemporalConnection connection) : TestService
    {
        protected override Task<T> InvokeRpcAsync<T>(string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null) =>
            connection.InvokeAsync(FullName, rpc, req, resp, options);
    }
}
