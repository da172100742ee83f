using Webhooks.Activities.Documents;
using Webhooks.Activities.Graph;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Providers;

namespace Webhooks.Activities.Tests.Graph;

public sealed class DriveFaults : ClientFaults
{
    private SharePointStore store = null!; // Started before any call.

    protected override bool CanRefresh => true;

    protected override TimeSpan Attempt => TimeSpan.FromSeconds(60);

    protected override async Task<(FakeServer Server, IDisposable Client)> StartAsync()
    {
        var graph = await FakeGraph.StartNewAsync();
        var client = graph.Client(Clock);
        store = new SharePointStore(client, new SharePointLibrary { DriveId = FakeGraph.DriveId, Site = null, Name = null });
        return (graph, client);
    }

    protected override Task CallAsync(CancellationToken cancellationToken) => store.UploadAsync(Files.Small(), cancellationToken);
}
