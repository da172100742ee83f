using System.Text.Json.Serialization;
using Temporalio.Client;
using Temporalio.Exceptions;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;

namespace Webhooks.Gateway.Health;

/// <summary>
/// <c>/healthz</c>: the process runs. <c>/readyz</c>: storage, Temporal and every secret can be reached. A gateway that is not ready for Temporal's sake
/// still accepts; only whoever waits for outcomes has to wait.
/// </summary>
internal static class HealthRoutes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var store = routes.ServiceProvider.GetRequiredService<DeliveryStore>();
        var client = routes.ServiceProvider.GetRequiredService<ITemporalClient>();
        routes.MapGet("/healthz", (HttpContext context) => AnswerAsync(context, "healthy"));
        var drain = routes.ServiceProvider.GetRequiredService<Drain>();
        var sources = routes.ServiceProvider.GetRequiredService<LiveSources>();
        routes.MapGet("/readyz", (HttpContext context) => ReadyAsync(context, store, client, sources, drain));
    }

    private static async Task ReadyAsync(HttpContext context, DeliveryStore store, ITemporalClient client, LiveSources sources, Drain drain)
    {
        var missing = new List<string>(await store.MissingAsync(context.RequestAborted));
        if (drain.HasBegun)
        {
            missing.Add("shutting down");
        }

        if (!await TemporalAnswersAsync(client, context.RequestAborted))
        {
            missing.Add("temporal");
        }

        if (sources.IsMissingSecrets)
        {
            missing.Add("secrets");
        }

        if (missing.Count == 0)
        {
            await AnswerAsync(context, "ready");
            return;
        }

        var problem = ProblemTexts.NotReady($"Not reachable: {string.Join(", ", missing)}.");
        problem.Extensions["notReady"] = missing.ToArray();
        await Answers.WriteProblemAsync(context, problem);
    }

    private static async Task<bool> TemporalAnswersAsync(ITemporalClient client, CancellationToken aborted)
    {
        try
        {
            return await client.Connection.CheckHealthAsync(options: new RpcOptions { Timeout = Patience, CancellationToken = aborted });
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or HttpRequestException or IOException)
        {
            // Refused, timed out, or a lazy client that could not connect: not reachable, whichever it was.
            return false;
        }
    }

    private static Task AnswerAsync(HttpContext context, string status) =>
        context.Response.WriteAsJsonAsync(new HealthAnswer(status), HealthJson.Default.HealthAnswer, cancellationToken: CancellationToken.None);
}

internal sealed record HealthAnswer(string Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
