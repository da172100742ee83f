using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Replaying;

/// <summary>The management API as an operator uses it.</summary>
internal static class Replays
{
    public static Task<HttpResponseMessage> ReplayAsync(this HttpClient client, object request, string? token = null) =>
        client.SendAsync(Request(HttpMethod.Post, "/api/replays", token, JsonContent.Create(request)));

    public static async Task<JsonElement> ReplayAsync(this HttpClient client, string id) =>
        await (await client.GetAsync($"/api/replays/{id}")).JsonAsync();

    public static Task<HttpResponseMessage> StopReplayAsync(this HttpClient client, string id, string? token = null) =>
        client.SendAsync(Request(HttpMethod.Delete, $"/api/replays/{id}", token, null));

    /// <summary>Begins it and waits for its end.</summary>
    public static async Task<JsonElement> ReplayedAsync(this HttpClient client, object request)
    {
        var began = await client.ReplayAsync(request);
        Assert.True(began.StatusCode == HttpStatusCode.Accepted, await began.Content.ReadAsStringAsync());
        return await client.EndedAsync((await began.JsonAsync()).Text("replayId"));
    }

    public static async Task<JsonElement> EndedAsync(this HttpClient client, string id)
    {
        var replay = default(JsonElement);
        await Eventually.TrueAsync(
            async () =>
            {
                replay = await client.ReplayAsync(id);
                return replay.Text("state") != "running";
            },
            "the replay has ended");
        return replay;
    }

    public static async Task<List<JsonElement>> AuditAsync(this HttpClient client) =>
        [.. (await (await client.GetAsync("/api/audit?limit=500")).JsonAsync()).EnumerateArray()];

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    public static int Number(this JsonElement json, string name) => json.GetProperty(name).GetInt32();

    /// <summary>Id of the delivery that the replay made of its first one.</summary>
    public static string FirstNew(this JsonElement replay) => replay.GetProperty("deliveries")[0].Text("deliveryId");

    private static HttpRequestMessage Request(HttpMethod method, string address, string? token, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Add("X-Webhooks-Request", "1");
        if (token is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {token}");
        }

        return request;
    }
}
