using Webhooks.Activities.Generation.OpenAI;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Activities.Tests.Providers;

namespace Webhooks.Activities.Tests.Generation;

public sealed class ChatClientFaults : ClientFaults
{
    private ChatClient client = null!; // Started before any call.

    protected override bool IsSafe => false;

    protected override TimeSpan Attempt => TimeSpan.FromSeconds(100);

    protected override async Task<(FakeServer Server, IDisposable Client)> StartAsync()
    {
        var model = await FakeModel.StartedAsync();
        client = new ChatClient(model.Settings(("Authentication", null), ("ApiKey", "sk-of-the-tests")), Clock);
        return (model, client);
    }

    protected override async Task CallAsync(CancellationToken cancellationToken)
    {
        var answer = await client.CompleteAsync(
            new ChatRequest
            {
                Model = "fake-model",
                Messages = [new ChatMessage("user", "secret-of-the-body")],
                ResponseFormat = new() { ["json_schema"] = new System.Text.Json.Nodes.JsonObject { ["schema"] = new System.Text.Json.Nodes.JsonObject { ["required"] = new System.Text.Json.Nodes.JsonArray() } } },
            },
            cancellationToken);
        Assert.Equal(90, answer?.Usage?.Output);
    }
}
