using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Webhooks.Workflows.Tests.Patterns;

/// <summary>Steps of test workflows, by names that a test chooses: those it says fail do so.</summary>
public sealed class ScriptedSteps
{
    private readonly ConcurrentDictionary<string, string> failing = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> attempts = new();

    /// <summary>Every attempt, in order.</summary>
    public IReadOnlyList<string> Attempts => [.. attempts];

    public void Fail(string step, string errorType) => failing[step] = errorType;

    public void Mend(string step) => failing.TryRemove(step, out _);

    /// <summary>It does not end until the returned source is set.</summary>
    public TaskCompletionSource Hold(string step) => held[step] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    [Activity]
    public async Task<string> DoStepAsync(string step)
    {
        attempts.Enqueue(step);
        if (held.TryGetValue(step, out var gate))
        {
            await gate.Task;
        }

        return failing.TryGetValue(step, out var errorType)
            ? throw new ApplicationFailureException($"The test lets {step} fail.", errorType)
            : $"{step} done";
    }
}
