using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Temporalio.Common;
using Temporalio.Worker;

namespace Webhooks.Workflows.Tests;

/// <summary>How recorded histories are written.</summary>
internal static class HistoryFiles
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Replays a run after a round through its file format, and keeps the file when recording is on.</summary>
    public static async Task ReplayAndKeepAsync(WorkflowReplayer replayer, string name, WorkflowHistory history)
    {
        var json = Cleaned(history);
        await replayer.ReplayWorkflowAsync(WorkflowHistory.FromJson(name, json));
        if (Recording.IsOn)
        {
            await File.WriteAllTextAsync(Path.Combine(Recording.Folder("Histories"), name + ".json"), json);
        }
    }

    private static string Cleaned(WorkflowHistory history)
    {
        var json = JsonNode.Parse(history.ToJson())!;
        RemoveStackTraces(json);
        return json.ToJsonString(Readable) + "\n";
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
