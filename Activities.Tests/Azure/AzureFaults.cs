using System.Text.Json.Nodes;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Providers;

namespace Webhooks.Activities.Tests.Azure;

public sealed class AzureFaults : ClientFaults
{
    private AzureClient client = null!; // Started before any call.

    protected override bool CanRefresh => true;

    protected override async Task<(FakeServer Server, IDisposable Client)> StartAsync()
    {
        var azure = await FakeAzure.StartNewAsync();
        azure.DeploymentProperties = new JsonObject();
        client = azure.Client(Clock);
        return (azure, client);
    }

    protected override Task CallAsync(CancellationToken cancellationToken) =>
        client.DeploymentAsync(ArmId.Parse(FakeAzure.Deployment, [Guid.Parse(FakeAzure.Subscription)])!, cancellationToken); // It is one.
}
