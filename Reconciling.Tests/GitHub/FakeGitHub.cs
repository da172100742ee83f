using System.Net.Http.Headers;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Contracts.Identities;

namespace Webhooks.Reconciling.Tests.GitHub;

/// <summary>GitHub's delivery log of one hook. It delivers over HTTP to the gateway, signed, and never again by itself.</summary>
internal sealed class FakeGitHub : FakeServer
{
    public const string Token = "ghp_the-token-of-the-test";
    public const string Secret = "the secret of the hook";
    public const string HookId = "4711";

    private const int PageSize = 100;

    private readonly Lock gate = new();
    private readonly List<Attempt> attempts = [];
    private readonly HttpClient deliveries = new() { Timeout = TimeSpan.FromSeconds(30) };
    private long lastId = 9_000_000_000;

    public string LogPath { get; init; } = $"/repos/octo/hello/hooks/{HookId}/deliveries";

    public required Uri Webhook { get; init; }

    public required Func<Task<DateTimeOffset>> Now { get; init; }

    /// <summary>False while what it sends gets lost on the way.</summary>
    public bool Arrives { get; set; } = true;

    /// <summary>What a request must carry to be answered.</summary>
    public Func<string, bool> IsAuthorized { get; set; } = authorization => authorization == $"Bearer {Token}";

    /// <summary>Guids of the redeliveries that were asked for, in order.</summary>
    public List<string> Redelivered { get; } = [];

    public static async Task<FakeGitHub> StartAsync(Uri gateway, Func<Task<DateTimeOffset>> now, string? logPath = null)
    {
        var address = new Uri(gateway, "/webhooks/hello");
        var server = logPath is null ? new FakeGitHub { Webhook = address, Now = now } : new FakeGitHub { Webhook = address, Now = now, LogPath = logPath };
        await server.StartAsync();
        return server;
    }

    public static string IdOf(string guid) => DeliveryKey.GitHub(null, "hello", HookId, guid).DeliveryId;

    /// <summary>Something happens in the repository.</summary>
    /// <param name="isLost">The delivery does not arrive.</param>
    /// <param name="believesOk">GitHub has seen a 2xx, from whoever that was.</param>
    /// <param name="age">How long ago.</param>
    /// <returns>The delivery's GUID.</returns>
    public async Task<string> DeliverAsync(bool isLost = false, bool believesOk = false, TimeSpan age = default)
    {
        var guid = Guid.NewGuid().ToString();
        await AttemptAsync(guid, isLost, believesOk, await Now() - age, isRedelivery: false);
        return guid;
    }

    public Task RepeatAsync(string guid) => RedeliverAsync(guid);

    protected override void Map(WebApplication routes)
    {
        routes.MapGet(LogPath, ListAsync);
        routes.MapPost(LogPath + "/{id:long}/attempts", AttemptsAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        if (!await AuthorizeAsync(context))
        {
            return;
        }

        Assert.Equal(PageSize.ToString(), context.Request.Query["per_page"]);
        Assert.StartsWith("application/vnd.github", context.Request.Headers.Accept.ToString());
        Assert.NotEmpty(context.Request.Headers.UserAgent.ToString());
        Attempt[] page;
        lock (gate)
        {
            var before = context.Request.Query["cursor"] is [{ } cursor] ? long.Parse(cursor["v1_".Length..]) : long.MaxValue;
            page = [.. attempts.Where(each => each.Id < before).OrderByDescending(each => each.Id).Take(PageSize)];
            if (page.Length > 0 && attempts.Exists(each => each.Id < page[^1].Id))
            {
                context.Response.Headers.Link =
                    $"<https://elsewhere.invalid{LogPath}?per_page=100&cursor=v1_{page[^1].Id}>; rel=\"next\", <https://elsewhere.invalid{LogPath}>; rel=\"first\"";
            }
        }

        await context.Response.WriteAsJsonAsync(page.Select(each => new Dictionary<string, object?>
        {
            ["id"] = each.Id,
            ["guid"] = each.Guid,
            ["delivered_at"] = each.At,
            ["redelivery"] = each.IsRedelivery,
            ["duration"] = 0.03,
            ["status"] = each.IsOk ? "OK" : "Invalid HTTP Response: 503",
            ["status_code"] = each.IsOk ? 200 : 503,
            ["event"] = "push",
            ["action"] = null,
            ["installation_id"] = null,
            ["repository_id"] = 186853002,
            ["throttled_at"] = null,
        }), CancellationToken.None);
    }

    private async Task AttemptsAsync(HttpContext context)
    {
        if (!await AuthorizeAsync(context))
        {
            return;
        }

        Attempt? original;
        lock (gate)
        {
            var id = long.Parse((string)context.Request.RouteValues["id"]!); // The route has it.
            original = attempts.Find(each => each.Id == id);
        }

        if (original is null || original.At < await Now() - TimeSpan.FromDays(3))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        lock (gate)
        {
            Redelivered.Add(original.Guid);
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await RedeliverAsync(original.Guid);
    }

    private async Task RedeliverAsync(string guid) => await AttemptAsync(guid, !Arrives, believesOk: false, await Now(), isRedelivery: true);

    private async Task AttemptAsync(string guid, bool isLost, bool believesOk, DateTimeOffset at, bool isRedelivery)
    {
        var isOk = believesOk || (!isLost && await SendAsync(guid));
        lock (gate)
        {
            attempts.Add(new Attempt(++lastId, guid, at, isRedelivery, isOk));
        }
    }

    private async Task<bool> SendAsync(string guid)
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""
            { "ref":"refs/tags/v1","before":"{{new string('0', 40)}}","after":"6113728f27ae82c7b1a177c8d03f9e96e0adf246","created":true,"deleted":false,
            "forced":false,"commits":[],"repository":{"id":186853002,"name":"Hello-World","owner":{"login":"Codertocat"} } }
            """);
        using var request = new HttpRequestMessage(HttpMethod.Post, Webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", guid);
        request.Headers.Add("X-GitHub-Hook-ID", HookId);
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)));
        using var response = await deliveries.SendAsync(request);
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted;
    }

    private async Task<bool> AuthorizeAsync(HttpContext context)
    {
        if (IsAuthorized(context.Request.Headers.Authorization.ToString()))
        {
            return true;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await context.Response.WriteAsync("""{"message":"Bad credentials"}""", CancellationToken.None);
        return false;
    }

    private sealed record Attempt(long Id, string Guid, DateTimeOffset At, bool IsRedelivery, bool IsOk);
}
