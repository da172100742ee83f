using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Temporalio.Common;
using Temporalio.Worker;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests;

/// <summary>
/// Runs that were recorded on the embedded server and must replay with today's code: a workflow that is open when the worker is replaced goes
/// on from such a history. A failure here means that a change needs <c>Workflow.Patched</c>, not that the history needs recording anew.
/// </summary>
public sealed class HistoryReplayTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Recorded => [.. Directory.EnumerateFiles(Recording.Folder("Histories"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Replays(string name)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(Recording.Folder("Histories"), name + ".json"));
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<GitHubRepositoryWorkflow>().AddWorkflow<GitHubCommitHandlerWorkflow>());

        await replayer.ReplayWorkflowAsync(WorkflowHistory.FromJson(name, json));
    }

    [SkippableFact]
    public async Task Records_anew()
    {
        Skip.IfNot(Recording.IsOn, "Set WEBHOOKS_RECORD=1 to record the histories anew.");
        var world = new RepositoryWorld();
        await world.InitializeAsync();
        try
        {
            await RecordAsync(world);
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    private static async Task RecordAsync(RepositoryWorld world)
    {
        var start = new RepositoryCarry { QuietPeriod = TimeSpan.FromMilliseconds(200), DeliveriesARun = 4 };
        var repository = world.Repository();
        var first = await repository.StoredAsync(
            Pushes.Commit(Pushes.Sha(1), "feat: one"), Pushes.Commit(Pushes.Sha(2), "fix: two"), Pushes.Commit(Pushes.Sha(3), modified: ["README.md"]));
        var handle = await repository.DeliverAsync(first, start);
        await repository.DeliverAsync(first, start);
        await repository.DeliverAsync(await repository.StoredAsync(Pushes.Commit(Pushes.Sha(1))), start);
        var damaged = await repository.StoredAsync(Pushes.Commit(Pushes.Sha(5)));
        await repository.DeliverAsync(damaged with { Payload = damaged.Payload with { Sha256 = new string('0', 64) } }, start);
        var last = await repository.StoredEmptyAsync(repository.Push(0) with { Ref = "refs/tags/v1" });
        await repository.DeliverAsync(last, start);
        await world.OutcomeAsync(last.DeliveryId);
        await handle.GetResultAsync();

        var continued = world.Client.GetWorkflowHandle(repository.Entity, handle.ResultRunId);
        await SaveAsync("repository-continues", await continued.FetchHistoryAsync());
        await SaveAsync("repository-ends-quiet", await world.Client.GetWorkflowHandle(repository.Entity).FetchHistoryAsync());
        await SaveAsync("commit-documented", await world.Client.GetWorkflowHandle($"{repository.Entity}/commit/{Pushes.Sha(1)}").FetchHistoryAsync());
        await SaveAsync("commit-not-significant", await world.Client.GetWorkflowHandle($"{repository.Entity}/commit/{Pushes.Sha(3)}").FetchHistoryAsync());
    }

    private static Task SaveAsync(string name, WorkflowHistory history)
    {
        var json = JsonNode.Parse(history.ToJson())!;
        RemoveStackTraces(json);
        return File.WriteAllTextAsync(Path.Combine(Recording.Folder("Histories"), name + ".json"), json.ToJsonString(Readable) + "\n");
    }

    /// <summary>They name folders of the machine that recorded, and replaying does not look at them.</summary>
    private static void RemoveStackTraces(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            fields.Remove("stackTrace");
        }

        IEnumerable<JsonNode?> inner = node switch
        {
            JsonObject parent => parent.Select(field => field.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var each in inner)
        {
            RemoveStackTraces(each);
        }
    }
}
