using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Generation.OpenAI;

namespace Webhooks.Workflows.Tests.Generation;

/// <summary>Activities that write with a model.</summary>
internal sealed class TestGeneration : IDisposable
{
    private readonly GenerationMetrics metrics = new();
    private readonly ChatClient client;

    public TestGeneration(GenerationSettings settings)
    {
        client = new ChatClient(settings, TimeProvider.System);
        Documentation = new DocumentationActivities(new TextGeneration(settings, client, metrics, TimeProvider.System, NullLogger<TextGeneration>.Instance), metrics);
    }

    public DocumentationActivities Documentation { get; }

    /// <summary>A model is configured, and nobody listens where it should be.</summary>
    public static TestGeneration Silent()
    {
        var mistakes = new List<string>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Webhooks:Generation:Provider"] = "OpenAI",
            ["Webhooks:Generation:Address"] = "http://127.0.0.1:1/v1",
            ["Webhooks:Generation:Model"] = "silent-model",
            ["Webhooks:Generation:Authentication"] = "None",
        }).Build();
        return new TestGeneration(GenerationSettings.Read(configuration, mistakes) ?? throw new InvalidOperationException(string.Join('\n', mistakes)));
    }

    public void Dispose()
    {
        client.Dispose();
        metrics.Dispose();
    }
}
