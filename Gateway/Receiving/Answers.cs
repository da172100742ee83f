using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Webhooks.Gateway.Storing;

namespace Webhooks.Gateway.Receiving;

/// <summary>Writes what <see cref="ReceiveWebhook"/> decided.</summary>
internal static class Answers
{
    public static Task WriteAsync(HttpContext context, ReceiveOutcome outcome)
    {
        if (outcome.Problem is { } problem)
        {
            return WriteProblemAsync(context, ProblemTexts.Of(problem));
        }

        if (outcome.Handshake is { } handshake)
        {
            return WriteHandshakeAsync(context, handshake);
        }

        var answers = outcome.Stored.Select(stored => AnswerOf(stored.Acceptance)).ToArray();
        context.Response.StatusCode = Array.TrueForAll(answers, answer => answer.Duplicate) ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        return WriteJsonAsync(
            context.Response,
            outcome.IsBatch
                ? JsonSerializer.SerializeToUtf8Bytes(answers, AcceptanceJson.Default.DeliveryAnswerArray)
                : JsonSerializer.SerializeToUtf8Bytes(answers[0], AcceptanceJson.Default.DeliveryAnswer));
    }

    public static Task WriteProblemAsync(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        switch (problem.Status)
        {
            case StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests:
                context.Response.Headers.RetryAfter = ProblemTexts.RetryAfterSeconds;
                break;
            case StatusCodes.Status405MethodNotAllowed when context.Response.Headers.Allow.Count == 0:
                context.Response.Headers.Allow = HttpMethods.Post;
                break;
            default:
                break;
        }

        return context.Response.WriteAsJsonAsync(problem, AnswerJson.Default.ProblemDetails, "application/problem+json", CancellationToken.None);
    }

    private static DeliveryAnswer AnswerOf(Acceptance accepted) => new()
    {
        DeliveryId = accepted.DeliveryId,
        Entity = accepted.Entity,
        WorkflowId = accepted.WorkflowId,
        State = JsonNamingPolicy.CamelCase.ConvertName(accepted.State.ToString()),
        Outcome = $"/api/deliveries/{accepted.DeliveryId}",
        Duplicate = accepted.IsDuplicate,
    };

    private static async Task WriteHandshakeAsync(HttpContext context, Handshake handshake)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        foreach (var (name, value) in handshake.Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        if (!handshake.Json.IsEmpty)
        {
            await WriteJsonAsync(context.Response, handshake.Json);
        }
    }

    private static Task WriteJsonAsync(HttpResponse response, ReadOnlyMemory<byte> json)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        return response.Body.WriteAsync(json, CancellationToken.None).AsTask();
    }
}

/// <summary>Only written, and by generated code alone: the first answer waits for no description of the types.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(DeliveryAnswer))]
[JsonSerializable(typeof(DeliveryAnswer[]))]
internal sealed partial class AcceptanceJson : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class AnswerJson : JsonSerializerContext;
