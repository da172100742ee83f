using Temporalio.Client;
using Temporalio.Worker;

namespace Temporal.Conformance.Tests;

/// <summary>One side is the official TypeScript SDK, the other is ours.</summary>
[Collection(ConformanceScenarios.Name)]
public sealed class AcrossImplementations(ConformanceServer server)
{
    [SkippableFact]
    public async Task The_official_client_signals_with_start_and_our_worker_completes()
    {
        var queue = $"ours-{Guid.NewGuid()}";
        using var worker = new TemporalWorker(server.Client, new TemporalWorkerOptions(queue).AddWorkflow<CollectWorkflow>());

        await worker.ExecuteAsync(() => server.ExpectAsync("client", """{ "result": ["erstes", "zweites"], "oneRun": true }""", queue));
    }

    [SkippableFact]
    public async Task Our_client_starts_a_workflow_and_the_official_worker_completes_it()
    {
        var queue = $"theirs-{Guid.NewGuid()}";
        await using var worker = await server.StartAsync("worker", queue);

        var handle = await server.Client.StartWorkflowAsync("greet", ["C#"], new WorkflowOptions($"{queue}-greet", queue));

        Assert.Equal("Hello, C#", await handle.GetResultAsync<string>().WaitAsync(ConformanceServer.Bound));
    }

    [SkippableFact]
    public async Task Our_client_signals_with_start_and_queries_what_the_official_worker_runs()
    {
        var queue = $"theirs-{Guid.NewGuid()}";
        await using var worker = await server.StartAsync("worker", queue);
        WorkflowOptions Add(string item) => new($"{queue}-collect", queue) { StartSignal = "add", StartSignalArgs = [item] };

        await server.Client.StartWorkflowAsync("collect", [], Add("one"));
        var handle = await server.Client.StartWorkflowAsync("collect", [], Add("two"));

        Assert.Equal(["one", "two"], await handle.QueryAsync<string[]>("seen", []).WaitAsync(ConformanceServer.Bound));
        await handle.SignalAsync("finish", []);
        Assert.Equal(["one", "two"], await handle.GetResultAsync<string[]>().WaitAsync(ConformanceServer.Bound));
    }
}
