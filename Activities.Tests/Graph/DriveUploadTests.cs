using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Temporalio.Exceptions;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Graph;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Graph;

public sealed class DriveUploadTests : IAsyncLifetime
{
    private const string LargePath = "/Weekly Reports/2026/Weekly report.docx";
    private const int Piece = UploadSession.Piece;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly TestClock clock = new();
    private FakeGraph graph = null!; // The runner calls InitializeAsync first.
    private GraphClient client = null!; // With it.
    private SharePointStore store = null!; // With it.

    public async Task InitializeAsync()
    {
        graph = await FakeGraph.StartNewAsync();
        client = graph.Client(clock);
        store = new SharePointStore(client, new SharePointLibrary { DriveId = FakeGraph.DriveId, Site = null, Name = null });
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await graph.DisposeAsync();
    }

    [Fact]
    public async Task A_small_file_is_put_in_its_place_at_once()
    {
        var stored = await store.UploadAsync(Files.Small(), CancellationToken.None);

        Assert.Single(graph.Asked);
        Assert.Equal("# A change"u8.ToArray(), graph.Drive.Files["/Infrastructure Changes/web-1.md"]);
        Assert.Equal("Infrastructure Changes/web-1.md", stored.Path);
        Assert.Equal("https://contoso.sharepoint.com/sites/Quality%20Reports/Shared%20Documents/Infrastructure%20Changes/web-1.md", stored.Link!.AbsoluteUri); // Given.
    }

    [Fact]
    public async Task The_same_file_again_replaces_what_is_there()
    {
        await store.UploadAsync(Files.Small(), CancellationToken.None);
        await store.UploadAsync(Files.Small(content: "# Corrected"), CancellationToken.None);

        Assert.Equal("# Corrected"u8.ToArray(), Assert.Single(graph.Drive.Files).Value);
    }

    [Fact]
    public async Task A_file_without_content_is_a_file()
    {
        await store.UploadAsync(Files.Small(content: ""), CancellationToken.None);

        Assert.Empty(Assert.Single(graph.Drive.Files).Value);
    }

    [Fact]
    public async Task A_large_file_goes_in_pieces_and_arrives_whole()
    {
        await UploadAsync();

        Assert.Equal([0, Piece, 2 * Piece, 3 * Piece], Assert.Single(graph.Uploads).Starts);
        AssertArrived();
    }

    [Fact]
    public async Task After_a_break_the_upload_goes_on_where_the_session_stands()
    {
        OnPiece(2, context =>
        {
            context.Abort();
            return Task.FromResult(true);
        });

        await UploadAsync();

        Assert.Equal([0, Piece, 2 * Piece, 3 * Piece], Assert.Single(graph.Uploads).Starts);
        AssertArrived();
    }

    [Fact]
    public async Task A_piece_that_arrived_although_nobody_was_told_is_not_sent_again()
    {
        OnPiece(2, async context =>
        {
            await TakenAsync(context);
            context.Abort();
            return true;
        });

        await UploadAsync();

        Assert.Equal([0, Piece, 2 * Piece, 3 * Piece], Assert.Single(graph.Uploads).Starts);
        AssertArrived();
    }

    [Fact]
    public async Task A_piece_that_the_session_says_it_has_is_not_sent_again()
    {
        OnPiece(2, async context =>
        {
            await TakenAsync(context);
            await FakeGraph.RefuseAsync(context, StatusCodes.Status416RangeNotSatisfiable, "invalidRange");
            return true;
        });

        await UploadAsync();

        Assert.Equal([0, Piece, 2 * Piece, 3 * Piece], Assert.Single(graph.Uploads).Starts);
        AssertArrived();
    }

    [Fact]
    public async Task A_session_that_has_everything_and_does_not_tell_of_the_file_is_followed_by_another()
    {
        OnPiece(4, async context =>
        {
            await TakenAsync(context);
            graph.Uploads[0].IsGone = false;
            context.Abort();
            return true;
        });

        await UploadAsync();

        Assert.Equal(2, graph.Uploads.Count);
        AssertArrived();
    }

    [Fact]
    public async Task A_long_upload_may_break_more_often_than_one_piece_may()
    {
        var hiccups = 0;
        graph.Interrupt = context =>
        {
            var isHiccup = context.Request.Method == "PUT" && ++hiccups % 2 == 1;
            context.Response.StatusCode = isHiccup ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Task.FromResult(isHiccup);
        };
        var call = store.UploadAsync(Files.Large() with { Content = Files.Octets(24_000_000) }, CancellationToken.None);

        await clock.PassAsync(call, LongestWait);
        await call;

        Assert.Equal(8, Assert.Single(graph.Uploads).Starts.Count);
    }

    [Fact]
    public async Task A_server_that_has_a_hiccup_for_some_pieces_gets_them_all()
    {
        var hiccups = 0;
        graph.Interrupt = context =>
        {
            var isHiccup = context.Request.Method == "PUT" && ++hiccups % 2 == 1;
            context.Response.StatusCode = isHiccup ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Task.FromResult(isHiccup);
        };

        await UploadAsync();

        Assert.Single(graph.Uploads);
        AssertArrived();
    }

    [Theory]
    [InlineData(2, 404)]
    [InlineData(4, 404)]
    [InlineData(2, 410)]
    public async Task A_session_that_has_expired_is_followed_by_another_from_the_start(int piece, int status)
    {
        OnPiece(piece, _ =>
        {
            (graph.Uploads[0].IsGone, graph.Uploads[0].GoneStatus) = (true, status);
            return Task.FromResult(false);
        });

        await UploadAsync();

        Assert.Equal(2, graph.Uploads.Count);
        Assert.Equal([0, Piece, 2 * Piece, 3 * Piece], graph.Uploads[1].Starts);
        AssertArrived();
    }

    [Fact]
    public async Task Tokens_that_end_in_the_middle_are_replaced()
    {
        OnPiece(3, context =>
        {
            graph.TokensGone = 1;
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.FromResult(true);
        });

        await UploadAsync();

        Assert.Equal(2, graph.Uploads.Count);
        AssertArrived();
    }

    [Theory]
    [InlineData(409)]
    [InlineData(412)]
    [InlineData(423)]
    public async Task What_somebody_changes_meanwhile_is_uploaded_once_more(int status)
    {
        var left = 1;
        graph.Drive.Finishing = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(left-- > 0);
        };

        await UploadAsync();

        Assert.Equal(2, graph.Uploads.Count);
        AssertArrived();
    }

    [Theory]
    [InlineData(409)]
    [InlineData(412)]
    [InlineData(423)]
    public async Task What_somebody_holds_is_left_for_another_attempt(int status)
    {
        graph.Drive.Finishing = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        var large = await FailureAsync(UploadAsync());
        var small = await FailureAsync(store.UploadAsync(Files.Small(), CancellationToken.None));

        Assert.Equal((ErrorTypes.Unavailable, ErrorTypes.Unavailable, 3), (large.ErrorType, small.ErrorType, graph.Uploads.Count));
        Assert.Contains($"{status}", large.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_wait_in_the_middle_is_waited()
    {
        var before = clock.GetUtcNow();
        OnPiece(2, Throttled("20"));

        await UploadAsync();

        Assert.Single(graph.Uploads);
        Assert.Equal(TimeSpan.FromSeconds(20), clock.GetUtcNow() - before);
        AssertArrived();
    }

    [Fact]
    public async Task A_long_wait_in_the_middle_is_told()
    {
        OnPiece(2, Throttled("300"));

        var failure = await FailureAsync(UploadAsync());

        Assert.Equal((ErrorTypes.RateLimited, TimeSpan.FromMinutes(5)), (failure.ErrorType, failure.NextRetryDelay));
        Assert.Empty(graph.Drive.Files);
    }

    [Fact]
    public async Task An_upload_that_breaks_again_and_again_ends()
    {
        graph.Interrupt = context =>
        {
            var isPiece = context.Request.Method == "PUT";
            context.Response.StatusCode = isPiece ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
            return Task.FromResult(isPiece);
        };

        Assert.Equal(ErrorTypes.Unavailable, (await FailureAsync(UploadAsync())).ErrorType);
        Assert.InRange(graph.Asked.Count, 2, 60);
    }

    [Theory]
    [InlineData("""{"nextExpectedRanges":["999999999-"]}""")]
    [InlineData("""{"nextExpectedRanges":["-5"]}""")]
    [InlineData("""{"nextExpectedRanges":["all"]}""")]
    [InlineData("""{"nextExpectedRanges":""")]
    public async Task Ranges_that_make_no_sense_are_not_followed(string body)
    {
        OnPiece(1, async context =>
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            await context.Response.WriteAsync(body, CancellationToken.None);
            return true;
        });

        Assert.Equal(ErrorTypes.ProviderAnswer, (await FailureAsync(UploadAsync())).ErrorType);
    }

    [Theory]
    [InlineData("http://files.example/upload")]
    [InlineData("ftp://files.example/upload")]
    [InlineData("upload/1")]
    [InlineData("")]
    public async Task Nothing_is_uploaded_where_it_could_be_read_on_its_way(string address)
    {
        graph.Interrupt = async context =>
        {
            await FakeGraph.WriteAsync(context, StatusCodes.Status200OK, new JsonObject { ["uploadUrl"] = address });
            return true;
        };

        Assert.Equal(ErrorTypes.ProviderAnswer, (await FailureAsync(UploadAsync())).ErrorType);
        Assert.Single(graph.Asked);
    }

    [Fact]
    public async Task No_failure_tells_the_permission_in_an_address()
    {
        OnPiece(2, context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.FromResult(true);
        });

        var failure = await FailureAsync(UploadAsync());

        Assert.Equal(ErrorTypes.ProviderAnswer, failure.ErrorType);
        Assert.DoesNotContain("the-permission", failure.ToString(), StringComparison.Ordinal);
    }

    private static Func<HttpContext, Task<bool>> Throttled(string seconds) => context =>
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = seconds;
        return Task.FromResult(true);
    };

    private static Task<ApplicationFailureException> FailureAsync(Task call) => Assert.ThrowsAsync<ApplicationFailureException>(() => call);

    private async Task UploadAsync()
    {
        var call = store.UploadAsync(Files.Large(), CancellationToken.None);
        await clock.PassAsync(call, LongestWait);
        await call;
    }

    private void AssertArrived() => Assert.True(Files.Large().Content.AsSpan().SequenceEqual(graph.Drive.Files[LargePath]));

    /// <summary>The session has the piece, and whoever sent it has not been answered.</summary>
    private Task TakenAsync(HttpContext context) => graph.Uploads[0].TakeAsync(
        new DefaultHttpContext { Request = { Body = context.Request.Body, Headers = { ContentRange = context.Request.Headers.ContentRange } } });

    /// <summary>Interferes with one piece, counted from one, when it is sent for the first time.</summary>
    private void OnPiece(int number, Func<HttpContext, Task<bool>> interference)
    {
        var pieces = 0;
        graph.Interrupt = context => context.Request.Method == "PUT" && ++pieces == number ? interference(context) : Task.FromResult(false);
    }
}
