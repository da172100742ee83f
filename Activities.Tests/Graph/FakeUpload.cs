using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Activities.Tests.Graph;

/// <summary>An upload session: pieces in order, each a multiple of 320 KiB but the last, all of them of the same whole.</summary>
internal sealed class FakeUpload(int largestPiece, Func<HttpContext, byte[], Task> finish)
{
    private const int Unit = 320 * 1024;

    private readonly MemoryStream received = new();

    public bool IsGone { get; set; }

    /// <summary>How a session that is gone is answered.</summary>
    public int GoneStatus { get; set; } = StatusCodes.Status404NotFound;

    /// <summary>First octets of the pieces that were sent, in order.</summary>
    public List<long> Starts { get; } = [];

    public async Task TakeAsync(HttpContext context)
    {
        if (IsGone)
        {
            await FakeGraph.RefuseAsync(context, GoneStatus, "itemNotFound");
            return;
        }

        var range = ContentRangeHeaderValue.Parse(context.Request.Headers.ContentRange.ToString());
        using var piece = new MemoryStream();
        await context.Request.Body.CopyToAsync(piece, CancellationToken.None);
        var (from, to, length) = (range.From!.Value, range.To!.Value, range.Length!.Value); // As Graph wants it.
        Assert.Equal(to - from + 1, piece.Length);
        Assert.True(piece.Length <= largestPiece && (piece.Length % Unit == 0 || to == length - 1), $"A piece of {piece.Length} octets.");
        Starts.Add(from);
        if (from != received.Length)
        {
            await FakeGraph.RefuseAsync(context, StatusCodes.Status416RangeNotSatisfiable, "invalidRange");
            return;
        }

        await received.WriteAsync(piece.ToArray(), CancellationToken.None);
        if (received.Length < length)
        {
            await TellAsync(context, StatusCodes.Status202Accepted);
            return;
        }

        IsGone = true;
        await finish(context, received.ToArray());
    }

    public Task TellAsync(HttpContext context) => IsGone
        ? FakeGraph.RefuseAsync(context, GoneStatus, "itemNotFound")
        : TellAsync(context, StatusCodes.Status200OK);

    private Task TellAsync(HttpContext context, int status) => FakeGraph.WriteAsync(context, status, new JsonObject
    {
        ["expirationDateTime"] = "2026-11-21T09:00:00Z",
        ["nextExpectedRanges"] = new JsonArray($"{received.Length}-"),
    });
}
