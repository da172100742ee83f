using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Generation;

/// <summary>A model's endpoint that says what the test wants.</summary>
internal sealed class FakeModel : FakeServer
{
    private readonly ConcurrentQueue<JsonObject> requests = new();

    /// <summary>The content of the answer to a request.</summary>
    public Func<JsonObject, string> Says { get; set; } = _ => Text("Something was changed.");

    /// <summary>What the answer is, for whoever wants more than its content changed.</summary>
    public Func<JsonObject, JsonObject> Answers { get; set; } = answer => answer;

    public IReadOnlyList<JsonObject> Requests => [.. requests];

    public static async Task<FakeModel> StartedAsync()
    {
        var model = new FakeModel();
        await model.StartAsync();
        return model;
    }

    /// <summary>A text by the schema of whichever prompt asks: each has a summary and a list.</summary>
    public static string Text(string summary, params string[] points) => new JsonObject
    {
        ["summary"] = summary,
        ["consequences"] = new JsonArray([.. points.Select(point => (JsonNode)point)]),
    }.ToJsonString();

    public GenerationSettings Settings(params (string Key, string? Value)[] more)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Provider"] = "OpenAI",
            ["Address"] = $"{Address}v1",
            ["Model"] = "fake-model",
            ["Authentication"] = "None",
        };
        foreach (var (key, value) in more)
        {
            values[key] = value;
        }

        var mistakes = new List<string>();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Where(value => value.Value is not null).Select(value => KeyValuePair.Create($"Webhooks:Generation:{value.Key}", value.Value)))
            .Build();
        var settings = GenerationSettings.Read(configuration, mistakes);
        Assert.Empty(mistakes);
        return settings!; // Its provider is one.
    }

    protected override void Map(WebApplication routes) => routes.MapPost("/v1/chat/completions", async context =>
    {
        var request = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!; // It is not null.
        requests.Enqueue(request);
        var answer = Answers(Answer(InSchema(request, Says(request))));
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    });

    private static JsonObject Answer(string content) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["model"] = "fake-model-of-today",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content, ["refusal"] = null },
            ["finish_reason"] = "stop",
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 1200, ["completion_tokens"] = 90, ["total_tokens"] = 1290 },
    };

    /// <summary>As an endpoint does that follows the schema: the list is called what this prompt calls it.</summary>
    private static string InSchema(JsonObject request, string content)
    {
        var names = request["response_format"]!["json_schema"]!["schema"]!["required"]!.AsArray().Select(name => name!.GetValue<string>()).ToList(); // Every request has a schema.
        return names.Count == 2 ? content.Replace("\"consequences\"", $"\"{names[1]}\"", StringComparison.Ordinal) : content;
    }
}
