using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;
using Webhooks.Activities.Generation.Checks;
using Webhooks.Activities.Generation.OpenAI;
using Webhooks.Activities.Generation.Prompts;

namespace Webhooks.Activities.Generation;

/// <summary>
/// Has a model write a text. What it is told is bounded, cut by importance and marked as data; what it answers is checked, tried once more with
/// the complaint, and then given up. A text that was given up is an ending like any other; only an endpoint that does not answer is a failure.
/// </summary>
public sealed partial class TextGeneration(
    GenerationSettings settings, ChatClient client, GenerationMetrics metrics, TimeProvider time, ILogger<TextGeneration> logger)
{
    /// <summary>Any number will do, as long as it stays the same.</summary>
    private const int Seed = 20_260_101;

    private const int Tries = 2;

    /// <summary>A document by template now is worth more than a generated one later: those behind it wait meanwhile.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Beyond the time of one call, so that a call that is too slow is seen as such where calls are counted.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>The same input is asked for with the same request; whether it is answered the same is the model's affair.</summary>
    /// <exception cref="ApplicationFailureException">The endpoint does not answer, or not with anything of use.</exception>
    public async Task<GeneratedText> WriteAsync(Prompt prompt, PromptInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(input);
        var begun = time.GetTimestamp();
        using var limit = new CancellationTokenSource(settings.Timeout + Margin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var text = await TryAsync(prompt, input, either.Token);
            metrics.Ended(prompt, text.IsRejected ? "rejected" : "written", time.GetElapsedTime(begun));
            return text;
        }
        catch (ApplicationFailureException failure)
        {
            metrics.Ended(prompt, failure.ErrorType ?? "failed", time.GetElapsedTime(begun));
            throw failure.NextRetryDelay > LongestWait
                ? new ApplicationFailureException(failure.Message, failure, failure.ErrorType, nonRetryable: true)
                : failure;
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.Ended(prompt, ErrorTypes.Unavailable, time.GetElapsedTime(begun));
            throw new ApplicationFailureException("The model's endpoint does not answer in time.", failure, ErrorTypes.Unavailable);
        }
    }

    private async Task<GeneratedText> TryAsync(Prompt prompt, PromptInput input, CancellationToken cancellationToken)
    {
        var schema = PromptSchema.Of(prompt);
        var instructions = $"{PromptRules.Text}\n\n{prompt.Instructions}";
        var room = Math.Min(prompt.MaximumInputTokens, settings.MaximumInputTokens);
        var data = DataBlock.Of(input, room - TokenEstimate.Of(instructions) - TokenEstimate.Of(schema.ToJsonString()));
        if (data.Cuts.Count > 0)
        {
            metrics.Cut(prompt);
        }

        AnswerFault? fault = null;
        for (var attempt = 1; attempt <= Tries && fault != AnswerFault.Refused; attempt++)
        {
            var answer = await client.CompleteAsync(Request(prompt, instructions + Complaint(fault), schema, data), cancellationToken);
            if (answer?.Usage is { } usage)
            {
                metrics.Used(prompt, settings, usage.Input, usage.Output);
            }

            (var sections, fault) = Checked(prompt, answer, data);
            if (fault is not { } wrong)
            {
                return new GeneratedText { Model = settings.Model, Prompt = prompt.ToString(), Sections = sections, Cuts = data.Cuts };
            }

            metrics.Rejected(prompt, wrong);
            Log.Rejected(logger, prompt, attempt, wrong.Code());
        }

        return new GeneratedText { Model = settings.Model, Prompt = prompt.ToString() };
    }

    private ChatRequest Request(Prompt prompt, string instructions, JsonObject schema, DataBlock data)
    {
        var most = Math.Min(prompt.MaximumOutputTokens, settings.MaximumOutputTokens);
        return new ChatRequest
        {
            Model = settings.Model,
            Messages = [new ChatMessage("system", instructions), new ChatMessage("user", data.Json)],
            ResponseFormat = new JsonObject
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject { ["name"] = prompt.Id, ["strict"] = true, ["schema"] = schema.DeepClone() },
            },
            Temperature = settings.FixedSampling ? 0 : null,
            Seed = settings.FixedSampling ? Seed : null,
            MaximumCompletionTokens = settings.Address.IsLoopback ? null : most,
            MaximumTokens = settings.Address.IsLoopback ? most : null,
        };
    }

    private static string Complaint(AnswerFault? fault) =>
        fault is { } wrong ? $"\n\nAn earlier answer was refused. {wrong.Complaint()} Write it anew." : "";

    private static (IReadOnlyList<GeneratedSection> Sections, AnswerFault? Fault) Checked(Prompt prompt, ChatAnswer? answer, DataBlock data)
    {
        if (answer?.Choices[0] is not { FinishReason: not ChatError.ContentFilter, Message: { Refusal: null or "" } message } choice)
        {
            return ([], AnswerFault.Refused);
        }

        if (choice.FinishReason == "length")
        {
            return ([], AnswerFault.Incomplete);
        }

        var (sections, fault) = AnswerReading.Read(prompt, message.Content ?? "");
        return (sections, fault ?? AnswerCheck.Of(sections, data.Text) ?? (prompt.HasFigures ? FigureCheck.Of(sections, data.Text) : null));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An answer to prompt {Prompt} is not used, try {Attempt}: {Fault}.")]
        public static partial void Rejected(ILogger logger, Prompt prompt, int attempt, string fault);
    }
}
