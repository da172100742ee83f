using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Testing;

namespace Temporal.Conformance.Tests;

/// <summary>One embedded server for all scenarios, and the workflow bundles that the official worker runs.</summary>
public sealed class ConformanceServer : IAsyncLifetime
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");
    private readonly Lazy<Task> _bundles;
    private WorkflowEnvironment? _environment;

    public ConformanceServer() => _bundles = new Lazy<Task>(BundleAsync);

    public ITemporalClient Client =>
        _environment?.Client ?? throw new InvalidOperationException("The fixture has not been started.");

    public async Task InitializeAsync() =>
        _environment = await WorkflowEnvironment.StartLocalAsync(new WorkflowEnvironmentStartLocalOptions
        {
            Namespace = "conformance",
            SearchAttributes = [SearchAttributeKey.CreateKeyword("CustomKeywordField"), SearchAttributeKey.CreateLong("CustomIntField")],
            LoggerFactory = LoggerFactory.Create(_ => { }),
        });

    public async Task DisposeAsync()
    {
        if (_environment is not null)
        {
            await _environment.ShutdownAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Starts a scenario of the drivers folder and leaves it running.</summary>
    internal async Task<NodeProcess> StartAsync(string scenario, string? taskQueue = null)
    {
        await _bundles.Value;
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TEMPORAL_ADDRESS"] = Client.Connection.Options.TargetHost!, // Set by the environment, which listens on it.
            ["TEMPORAL_NAMESPACE"] = Client.Options.Namespace,
            ["WORKFLOW_BUNDLE"] = BundlePath("workflows"),
            ["BROKEN_WORKFLOW_BUNDLE"] = BundlePath("broken"),
        };
        if (taskQueue is not null)
        {
            environment["TASK_QUEUE"] = taskQueue;
        }

        return await Drivers.StartAsync([$"scenarios/{scenario}.js"], environment);
    }

    /// <summary>Runs a scenario; what it prints is compared as a whole.</summary>
    internal async Task ExpectAsync(string scenario, string expected, string? taskQueue = null)
    {
        var printed = await RunAsync(scenario, taskQueue);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(printed)), $"the driver printed {printed}");
    }

    private async Task<string> RunAsync(string scenario, string? taskQueue)
    {
        await using var driver = await StartAsync(scenario, taskQueue);
        return await driver.ResultAsync(Bound);
    }

    private async Task BundleAsync()
    {
        foreach (var name in new[] { "workflows", "broken" })
        {
            await using var bundler = await Drivers.StartAsync(["lib/bundle.js", $"workflows/{name}.js", BundlePath(name)]);
            await bundler.ResultAsync(Bound);
        }
    }

    private string BundlePath(string name) => Path.Combine(_folder.FullName, $"{name}.bundle.js");
}
