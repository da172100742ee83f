using Temporalio.Activities;

namespace Webhooks.Activities.Generation;

/// <summary>Has a model write within an activity, which says meanwhile that it is alive.</summary>
internal static class ActivityGeneration
{
    /// <summary>Well within the time after which the activity counts as lost.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(8);

    /// <inheritdoc cref="TextGeneration.WriteAsync" />
    public static async Task<GeneratedText> WriteInActivityAsync(this TextGeneration generation, Prompt prompt, PromptInput input, TimeProvider? time)
    {
        var context = ActivityExecutionContext.Current;
        var writing = generation.WriteAsync(prompt, input, context.CancellationToken);
        using var beats = new PeriodicTimer(SignOfLife, time ?? TimeProvider.System);
        while (await Task.WhenAny(writing, beats.WaitForNextTickAsync(CancellationToken.None).AsTask()) != writing)
        {
            context.Heartbeat();
        }

        return await writing;
    }
}
