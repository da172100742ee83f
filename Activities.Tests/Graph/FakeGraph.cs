using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Activities.Configuration;
using Webhooks.Activities.Graph;
using Webhooks.Activities.Providers;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Graph;

/// <summary>Microsoft Graph as its documentation describes drives, mailboxes and upload sessions, as far as they are asked.</summary>
internal sealed class FakeGraph : FakeServer
{
    public const string DriveId = "b!drive";
    public const string Mailbox = "reports@contoso.com";

    private int tokensGone;

    public FakeGraph()
    {
        Drive = new FakeDrive(this);
        Mail = new FakeMailbox(this);
    }

    public FakeDrive Drive { get; }

    public FakeMailbox Mail { get; }

    public List<FakeUpload> Uploads { get; } = [];

    /// <summary>Tokens with a number up to this one are refused.</summary>
    public int TokensGone
    {
        get => Volatile.Read(ref tokensGone);
        set => Volatile.Write(ref tokensGone, value);
    }

    public static async Task<FakeGraph> StartNewAsync()
    {
        var graph = new FakeGraph();
        await graph.StartAsync();
        return graph;
    }

    public GraphClient Client(TimeProvider time)
    {
        var settings = new GraphSettings { Address = new Uri(Address, "/v1.0/"), Identity = EntraIdentity.Of(new FakeEntra(time)) };
        return new GraphClient(settings, new EntraCredentials(settings.Identity.Create(), settings.Scope, time), time);
    }

    public static Task WriteAsync(HttpContext context, int status, JsonNode json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToJsonString(), CancellationToken.None);
    }

    public static Task RefuseAsync(HttpContext context, int status, string code) =>
        WriteAsync(context, status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "Refused." } });

    public static async Task<JsonObject> ReadAsync(HttpContext context) =>
        (JsonObject)(await JsonNode.ParseAsync(context.Request.Body, cancellationToken: CancellationToken.None))!; // A request has a body here.

    /// <summary>An upload session, and the answer that hands out its address.</summary>
    public Task BeginAsync(HttpContext context, FakeUpload upload)
    {
        lock (Uploads)
        {
            Uploads.Add(upload);
            return WriteAsync(context, StatusCodes.Status200OK, new JsonObject
            {
                ["uploadUrl"] = new Uri(Address, $"/upload/{Uploads.Count - 1}?tempauth=the-permission").ToString(),
                ["expirationDateTime"] = "2026-11-21T09:00:00Z",
                ["nextExpectedRanges"] = new JsonArray("0-"),
            });
        }
    }

    protected override void Map(WebApplication routes)
    {
        routes.Use(async (context, next) =>
        {
            var isUpload = context.Request.Path.StartsWithSegments("/upload", StringComparison.Ordinal);
            var token = context.Request.Headers.Authorization.ToString();
            var isGood = token.StartsWith("Bearer the-token-", StringComparison.Ordinal) && int.Parse(token["Bearer the-token-".Length..]) > TokensGone;
            if (isUpload ? token.Length > 0 : !isGood)
            {
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, "InvalidAuthenticationToken");
                return;
            }

            // The answer is held back, so that it can be lost when all is done.
            var (wire, answer) = (context.Response.Body, new MemoryStream());
            context.Response.Body = answer;
            await next(context);
            context.Response.Body = wire;
            Mail.After(context);
            if (!context.RequestAborted.IsCancellationRequested)
            {
                await wire.WriteAsync(answer.ToArray(), CancellationToken.None);
            }
        });
        routes.MapPut("/upload/{session:int}", (HttpContext context, int session) => Uploads[session].TakeAsync(context));
        routes.MapGet("/upload/{session:int}", (HttpContext context, int session) => Uploads[session].TellAsync(context));
        Drive.Map(routes);
        Mail.Map(routes);
    }
}
