using System.Net;
using Temporal.Server;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>An environment with its server in this process.</summary>
internal sealed class LocalWorkflowEnvironment : WorkflowEnvironment
{
    private readonly TemporalServer _server;

    private LocalWorkflowEnvironment(ITemporalClient client, TemporalServer server)
        : base(client) => _server = server;

    public static async Task<LocalWorkflowEnvironment> StartAsync(WorkflowEnvironmentStartLocalOptions options)
    {
        var endpoint = options.TargetHost is { Length: > 0 } host ? ParseEndpoint(host) : new IPEndPoint(IPAddress.Loopback, 0);
        var server = await TemporalServer.StartAsync(
            new TemporalServerOptions
            {
                DatabasePath = options.DevServerOptions.DatabaseFilename,
                Ip = endpoint.Address,
                Port = endpoint.Port,
                Namespaces = [options.Namespace],
                SearchAttributes = (options.SearchAttributes ?? []).ToDictionary(
                    key => key.Name, key => (SearchAttributeType)key.ValueType, StringComparer.Ordinal),
            },
            options.LoggerFactory);
        try
        {
            options.TargetHost = server.Address;
            return new LocalWorkflowEnvironment(await TemporalClient.ConnectAsync(options), server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public override Task ShutdownAsync() => _server.DisposeAsync().AsTask();

    private static IPEndPoint ParseEndpoint(string host)
    {
        var text = host.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + host["localhost".Length..] : host;
        return IPEndPoint.TryParse(text, out var endpoint)
            ? endpoint
            : throw new ArgumentException($"A local server listens on an address and port, not on '{host}'.", nameof(host));
    }
}
