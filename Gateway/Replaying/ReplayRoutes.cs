using System.Text.Json;
using Webhooks.Gateway.Access;
using Webhooks.Gateway.Receiving;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Replaying;

/// <summary>The part of the management API that has deliveries handled again.</summary>
internal static class ReplayRoutes
{
    private const int LargestRequest = 16 * 1024;

    public static void MapReplays(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/replays", (HttpContext context, ReplayDesk desk) => TryAsync(context, () => BeginAsync(context, desk))).RequireScope(ManagementScope.Replay);
        routes.MapGet("/api/replays", (HttpContext context, ReplayDesk desk) => TryAsync(context, () => ListAsync(context, desk))).RequireScope(ManagementScope.Read);
        routes.MapGet("/api/replays/{id}", (HttpContext context, ReplayDesk desk) => TryAsync(context, () => ShowAsync(context, desk))).RequireScope(ManagementScope.Read);
        routes.MapDelete("/api/replays/{id}", (HttpContext context, ReplayDesk desk) => TryAsync(context, () => StopAsync(context, desk))).RequireScope(ManagementScope.Replay);
    }

    private static async Task BeginAsync(HttpContext context, ReplayDesk desk)
    {
        if (!context.Request.HasJsonContentType())
        {
            await Answers.WriteProblemAsync(context, ReplayProblems.Of(ReplayProblem.NotJson));
            return;
        }

        var request = await ReadAsync(context.Request, context.RequestAborted);
        var answer = await desk.TakeAsync(request, Caller.Of(context), context.RequestAborted);
        if (answer.Began is { } began)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            context.Response.Headers.Location = $"/api/replays/{began.ReplayId}";
            await context.Response.WriteAsJsonAsync(began, ReplayJson.Default.ReplayDocument, cancellationToken: CancellationToken.None);
        }
        else if (answer.Preview is { } preview)
        {
            await context.Response.WriteAsJsonAsync(preview, ReplayJson.Default.ReplayPreview, cancellationToken: CancellationToken.None);
        }
        else
        {
            await Answers.WriteProblemAsync(context, answer.Problem ?? throw new InvalidOperationException("An answer says something."));
        }
    }

    private static async Task ListAsync(HttpContext context, ReplayDesk desk) => await context.Response.WriteAsJsonAsync(
        await desk.ListAsync(Caller.Of(context), context.RequestAborted), ReplayJson.Default.ListReplayDocument, cancellationToken: CancellationToken.None);

    private static async Task ShowAsync(HttpContext context, ReplayDesk desk)
    {
        if (await desk.FindAsync(IdOf(context), Caller.Of(context), context.RequestAborted) is not { } replay)
        {
            await Answers.WriteProblemAsync(context, ReplayProblems.Of(ReplayProblem.ReplayUnknown));
            return;
        }

        await context.Response.WriteAsJsonAsync(replay, ReplayJson.Default.ReplayDocument, cancellationToken: CancellationToken.None);
    }

    private static async Task StopAsync(HttpContext context, ReplayDesk desk)
    {
        if (await desk.StopAsync(IdOf(context), Caller.Of(context), context.RequestAborted) is { } problem)
        {
            await Answers.WriteProblemAsync(context, ReplayProblems.Of(problem));
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static async Task TryAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (LedgerUnavailableException)
        {
            await Answers.WriteProblemAsync(context, ReplayProblems.Of(ReplayProblem.StorageUnavailable));
        }
    }

    private static string IdOf(HttpContext context) => context.Request.RouteValues["id"] as string ?? "";

    /// <returns>Null when it is too large, or not such a request.</returns>
    private static async Task<ReplayRequest?> ReadAsync(HttpRequest request, CancellationToken aborted)
    {
        var body = new byte[LargestRequest + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, aborted);
        try
        {
            return length > LargestRequest ? null : JsonSerializer.Deserialize(body.AsSpan(0, length), ReplayJson.Default.ReplayRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
