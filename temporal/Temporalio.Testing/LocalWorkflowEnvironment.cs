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
        var endpoint = ListenAddress.Of(options.TargetHost);
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
}
