using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Activities.Teams;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Teams;

/// <summary>A workflow that posts to a channel what it is sent.</summary>
internal sealed class FakeTeams : FakeServer
{
    public const string Secret = "the-signature-of-the-workflow";
    private const string Path = "/workflows/0a1b/triggers/manual/paths/invoke";
    private const int LargestMessage = 28 * 1024;

    public List<JsonNode> Cards { get; } = [];

    public List<int> Sizes { get; } = [];

    public static async Task<FakeTeams> StartNewAsync()
    {
        var teams = new FakeTeams();
        await teams.StartAsync();
        return teams;
    }

    public TeamsNotifier Notifier(TimeProvider time, string path = Path) =>
        new(new Dictionary<string, Uri> { ["DevOps"] = new(Address, $"{path}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={Secret}") }, time);

    protected override void Map(WebApplication routes) => routes.MapPost(Path, async (HttpContext context) =>
    {
        Assert.Equal(("application/json", Secret), (context.Request.ContentType, context.Request.Query["sig"].ToString()));
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, CancellationToken.None);
        Assert.True(body.Length < LargestMessage, $"{body.Length} octets are too many for Teams.");
        Sizes.Add((int)body.Length);
        Cards.Add(JsonNode.Parse(body.ToArray())!); // A card is no null.
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    });
}
