using Temporal.Server;
using Temporalio.Client;

namespace Temporalio.Tests.Worker;

/// <summary>An in-process, in-memory server and a client of it, for the tests of one class.</summary>
public sealed class EmbeddedServer : IAsyncLifetime
{
    private TemporalServer? server;

    public TemporalClient Client { get; private set; } = null!; // Set before the first test.

    public async Task InitializeAsync()
    {
        server = await TemporalServer.StartAsync(new()
        {
            SearchAttributes = new Dictionary<string, SearchAttributeType>(StringComparer.Ordinal)
            {
                ["CustomKeywordField"] = SearchAttributeType.Keyword,
            },
        });
        Client = await TemporalClient.ConnectAsync(new(server.Address));
    }

    public async Task DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
