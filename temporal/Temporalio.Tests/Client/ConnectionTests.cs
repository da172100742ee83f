using Temporal.Grpc;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

public class ConnectionTests
{
    [Fact]
    public async Task Connecting_asks_what_the_server_can()
    {
        await using var server = await FakeServer.StartAsync(fake => fake.On(
            "GetSystemInfo", GetSystemInfoRequest.Parser, _ => new GetSystemInfoResponse { Capabilities = new() { SdkMetadata = true } }));

        var connection = await TemporalConnection.ConnectAsync(new(server.TargetHost));

        Assert.True(connection.IsConnected);
        Assert.True(connection.Capabilities?.SdkMetadata);
    }

    [Fact]
    public async Task A_server_too_old_to_say_has_no_capabilities()
    {
        await using var server = await FakeServer.StartAsync(fake => fake.On(
            "GetSystemInfo",
            GetSystemInfoRequest.Parser,
            GetSystemInfoResponse (_) => throw new GrpcException(GrpcStatusCode.Unimplemented, "what?")));

        var connection = await TemporalConnection.ConnectAsync(new(server.TargetHost));

        Assert.True(connection.IsConnected);
        Assert.Null(connection.Capabilities);
    }

    [Fact]
    public async Task Connecting_to_nobody_fails_with_the_address()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalConnection.ConnectAsync(new("127.0.0.1:1")));

        Assert.Contains("127.0.0.1:1", e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://localhost:7233")]
    [InlineData("localhost:7233/path")]
    public async Task A_target_that_is_not_host_and_port_is_refused(string target) =>
        await Assert.ThrowsAsync<ArgumentException>(() => TemporalConnection.ConnectAsync(new(target)));

    [Fact]
    public async Task A_lazy_connection_connects_again_after_a_failure()
    {
        await using var server = await FakeServer.StartAsync(fake => fake
            .On(
                "GetSystemInfo",
                GetSystemInfoRequest.Parser,
                _ => fake.Calls("GetSystemInfo") == 1 ? throw new GrpcException(GrpcStatusCode.Internal, "starting") : new GetSystemInfoResponse())
            .On("CountWorkflowExecutions", CountWorkflowExecutionsRequest.Parser, _ => new CountWorkflowExecutionsResponse { Count = 3 }));
        var client = TemporalClient.CreateLazy(new(server.TargetHost));
        Assert.False(client.Connection.IsConnected);

        await Assert.ThrowsAsync<RpcException>(() => client.WorkflowService.CountWorkflowExecutionsAsync(new()));
        Assert.Equal(3, (await client.WorkflowService.CountWorkflowExecutionsAsync(new())).Count);

        Assert.Equal(2, server.Calls("GetSystemInfo"));
    }

    [Fact]
    public void Metadata_of_a_connection_never_made_cannot_be_set()
    {
        var client = TemporalClient.CreateLazy(new("localhost:7233"));

        Assert.Throws<InvalidOperationException>(() => client.Connection.ApiKey = "k");
    }

    [Fact]
    public async Task Every_call_says_who_calls_for_which_namespace_with_which_key()
    {
        var headers = await HeadersAsync(_ => { }, null);

        Assert.Equal("Bearer first", headers["authorization"]);
        Assert.Equal("orders", headers["temporal-namespace"]);
        Assert.Equal(ClientVersion.Name, headers["client-name"]);
        Assert.NotEmpty(headers["client-version"]);
    }

    [Fact]
    public async Task A_signal_with_start_says_for_which_namespace()
    {
        var seen = "";
        await using var server = await FakeServer.StartAsync(fake => fake.On(
            "SignalWithStartWorkflowExecution", SignalWithStartWorkflowExecutionRequest.Parser, (_, call) =>
            {
                seen = call.Headers["temporal-namespace"].ToString();
                return Task.FromResult(new SignalWithStartWorkflowExecutionResponse());
            }));
        var client = await server.ConnectAsync();

        await client.WorkflowService.SignalWithStartWorkflowExecutionAsync(new() { Namespace = "orders" });

        Assert.Equal("orders", seen);
    }

    [Fact]
    public async Task A_new_key_serves_the_next_call()
    {
        var headers = await HeadersAsync(client => client.Connection.ApiKey = "second", null);

        Assert.Equal("Bearer second", headers["authorization"]);
    }

    [Fact]
    public async Task Metadata_of_the_call_wins_over_the_connections()
    {
        var headers = await HeadersAsync(
            client => client.Connection.RpcMetadata = [new("team", "all"), new("stage", "test")],
            new() { Metadata = [new("team", "mine"), new("Authorization", "Basic x")] });

        Assert.Equal("mine", headers["team"]);
        Assert.Equal("test", headers["stage"]);
        Assert.Equal("Basic x", headers["authorization"]);
    }

    [Fact]
    public async Task The_first_connect_writes_the_identity_back()
    {
        await using var server = await FakeServer.StartAsync(_ => { });
        var options = new TemporalConnectionOptions(server.TargetHost);

        await TemporalConnection.ConnectAsync(options);

        Assert.StartsWith($"{Environment.ProcessId}@", options.Identity);
    }

    private static async Task<Dictionary<string, string>> HeadersAsync(Action<TemporalClient> change, RpcOptions? rpc)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await using var server = await FakeServer.StartAsync(fake => fake.On(
            "CountWorkflowExecutions", CountWorkflowExecutionsRequest.Parser, (_, call) =>
            {
                foreach (var (name, value) in call.Headers)
                {
                    headers[name] = value.ToString();
                }

                return Task.FromResult(new CountWorkflowExecutionsResponse());
            }));
        // A key means TLS unless it is turned off.
        var client = await server.ConnectAsync(options => (options.ApiKey, options.Tls) = ("first", new() { Disabled = true }));
        change(client);
        await client.CountWorkflowsAsync("", new() { Rpc = rpc });
        return headers;
    }
}
