using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Temporalio.Exceptions;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Graph;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Graph;

/// <summary>Upload sessions that do not end as they should, or not at all.</summary>
public sealed class DriveSessionTests : IAsyncLifetime
{
    private const string LargePath = "/Weekly Reports/2026/Weekly report.docx";
    private const int Piece = UploadSession.Piece;

    private readonly TestClock clock = new();
    private FakeGraph graph = null!; // The runner calls InitializeAsync first.
    private GraphClient client = null!; // With it.
    private SharePointStore store = null!; // With it.

    public async Task InitializeAsync()
    {
        graph = await FakeGraph.StartNewAsync();
        client = graph.Client(clock);
        store = new SharePointStore(client, new SharePointLibrary { DriveId = null, Site = new Uri("https://contoso.sharepoint.com/sites/Quality%20Reports"), Name = "Documents" });
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await graph.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"nextExpectedRanges":["12000000-"]}""")]
    [InlineData("""{"nextExpectedRanges":[]}""")]
    [InlineData("""{"id":"01ITEM","webUrl":"https://contoso.sharepoint.com/x"}""")]
    [InlineData("")]
    public async Task A_session_that_was_complete_before_it_is_asked_is_followed_by_another(string told)
    {
        Interrupt(async (context, piece) =>
        {
            if (piece == 4 && graph.Uploads.Count == 1)
            {
                await graph.Uploads[0].TakeAsync(new DefaultHttpContext
                {
                    Request = { Body = context.Request.Body, Headers = { ContentRange = context.Request.Headers.ContentRange } },
                });
                context.Abort();
                return true;
            }

            if (context.Request.Method != "GET" || !IsSession(context))
            {
                return false;
            }

            await context.Response.WriteAsync(told, CancellationToken.None);
            return true;
        });

        await UploadAsync();

        Assert.Equal([0, Piece, 2 * Piece, 3 * Piece], graph.Uploads[1].Starts);
        Assert.True(Files.Large().Content.AsSpan().SequenceEqual(graph.Drive.Files[LargePath]));
    }

    [Fact]
    public async Task A_library_that_is_replaced_between_two_pieces_is_looked_for_again()
    {
        var isReplaced = false;
        Interrupt(async (context, piece) =>
        {
            isReplaced |= piece == 2;
            if (!isReplaced || IsSearch(context))
            {
                // Who looks finds the new one.
                isReplaced = false;
                return false;
            }

            await FakeGraph.RefuseAsync(context, StatusCodes.Status404NotFound, "itemNotFound");
            return true;
        });

        var failure = await FailureAsync(UploadAsync());
        Assert.Equal((ErrorTypes.Configuration, 1), (failure.ErrorType, graph.Uploads.Count));
        Assert.Empty(graph.Drive.Files);
        await UploadAsync();

        Assert.Equal(2, graph.Asked.Count(each => each.Contains("/sites/", StringComparison.Ordinal)));
        Assert.Equal([0, Piece, 2 * Piece, 3 * Piece], graph.Uploads[1].Starts);
        Assert.True(Files.Large().Content.AsSpan().SequenceEqual(graph.Drive.Files[LargePath]));
    }

    [Fact]
    public async Task A_session_that_wants_the_same_piece_again_and_again_is_given_up()
    {
        Interrupt(async (context, piece) => piece > 0 && await TellAsync(context, StatusCodes.Status202Accepted, 0));

        Assert.Equal(ErrorTypes.Unavailable, (await FailureAsync(UploadAsync())).ErrorType);
        Assert.InRange(graph.Asked.Count, 2, 60);
    }

    [Fact]
    public async Task A_session_that_takes_pieces_and_goes_back_again_and_again_is_given_up()
    {
        // What is asked after a refusal, and what a piece itself is answered with.
        Interrupt(async (context, piece) => piece switch
        {
            0 => IsSession(context) && await TellAsync(context, StatusCodes.Status200OK, 0),
            _ when piece % 3 == 0 => await RefusedAsync(context),
            _ => await TellAsync(context, StatusCodes.Status202Accepted, piece % 3 * Piece),
        });

        Assert.Equal(ErrorTypes.Unavailable, (await FailureAsync(UploadAsync())).ErrorType);
        Assert.InRange(graph.Asked.Count, 2, 100);
    }

    private static bool IsSession(HttpContext context) => context.Request.Path.StartsWithSegments("/upload", StringComparison.Ordinal);

    private static bool IsSearch(HttpContext context) => context.Request.Path.StartsWithSegments("/v1.0/sites", StringComparison.Ordinal);

    private static Task<ApplicationFailureException> FailureAsync(Task call) => Assert.ThrowsAsync<ApplicationFailureException>(() => call);

    private static async Task<bool> TellAsync(HttpContext context, int status, long from)
    {
        await FakeGraph.WriteAsync(context, status, new JsonObject { ["nextExpectedRanges"] = new JsonArray($"{from}-") });
        return true;
    }

    private static async Task<bool> RefusedAsync(HttpContext context)
    {
        await FakeGraph.RefuseAsync(context, StatusCodes.Status416RangeNotSatisfiable, "invalidRange");
        return true;
    }

    private async Task UploadAsync()
    {
        var call = store.UploadAsync(Files.Large(), CancellationToken.None);
        await clock.PassAsync(call, TimeSpan.FromSeconds(30));
        await call;
    }

    /// <summary>Interferes with requests; a piece comes with its number, counted from one over all sessions, anything else with zero. Ends uploads that would not.</summary>
    private void Interrupt(Func<HttpContext, int, Task<bool>> interference)
    {
        var (pieces, requests) = (0, 0);
        graph.Interrupt = async context =>
        {
            if (++requests > 500)
            {
                await FakeGraph.RefuseAsync(context, StatusCodes.Status400BadRequest, "enough");
                return true;
            }

            return await interference(context, context.Request.Method == "PUT" ? ++pieces : 0);
        };
    }
}
