using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Webhooks.Gateway.Receiving;

/// <summary>Writes what <see cref="ReceiveWebhook"/> decided.</summary>
internal static class Answers
{
    public static Task WriteAsync(HttpContext context, ReceiveOutcome outcome)
    {
        if (outcome.Accepted is not { } accepted)
        {
            return WriteProblemAsync(context, ProblemTexts.Of(outcome.Problem ?? throw new InvalidOperationException("Neither accepted nor a problem.")));
        }

        var answer = new DeliveryAnswer
        {
            DeliveryId = accepted.DeliveryId,
            Entity = accepted.Entity,
            WorkflowId = accepted.WorkflowId,
            State = JsonNamingPolicy.CamelCase.ConvertName(accepted.State.ToString()),
            Outcome = $"/api/deliveries/{accepted.DeliveryId}",
            Duplicate = accepted.IsDuplicate,
        };
        context.Response.StatusCode = accepted.IsDuplicate ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        return context.Response.WriteAsJsonAsync(answer, AnswerJson.Default.DeliveryAnswer, cancellationToken: CancellationToken.None);
    }

    public static Task WriteProblemAsync(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        switch (problem.Status)
        {
            case StatusCodes.Status503ServiceUnavailable:
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
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeliveryAnswer))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class AnswerJson : JsonSerializerContext;
