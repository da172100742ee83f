using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities.Interventions;
using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Patterns;

/// <summary>
/// Steps of which all or none are to stand. When one fails, or the workflow is asked to stop, those before it are undone, the last one first.
/// One that cannot be undone does not stop the others: a person is asked to do it, in a <see cref="ManualInterventionWorkflow"/>.
/// </summary>
internal sealed partial class Compensation
{
    private readonly Stack<(string Step, Func<Task> UndoAsync)> done = new();

    private Compensation()
    {
    }

    /// <param name="key">Of the work as a whole: the same one is one request for help.</param>
    /// <param name="what">What was to be done, for the person who is asked; plain text.</param>
    /// <param name="stepsAsync">Does the steps and notes for each how to undo it.</param>
    public static async Task<T> AllOrNoneAsync<T>(string key, string what, Func<Compensation, Task<T>> stepsAsync)
    {
        var compensation = new Compensation();
        try
        {
            return await stepsAsync(compensation);
        }
        catch (Exception failure) when (failure is FailureException or OperationCanceledException)
        {
            await compensation.UndoAsync(key, what);
            throw;
        }
    }

    /// <param name="step">Of a closed set, lower case with hyphens.</param>
    /// <param name="undoAsync">May be run though the step was undone already; goes on when the workflow is asked to stop (<c>Uninterrupted</c>).</param>
    public void Add(string step, Func<Task> undoAsync) => done.Push((step, undoAsync));

    private async Task UndoAsync(string key, string what)
    {
        List<SkippedStep> failed = [];
        while (done.TryPop(out var each))
        {
            var failure = await FailureOfAsync(each.UndoAsync);
            StepMetrics.Undone(each.Step, isUndone: failure is null);
            if (failure is { } reason)
            {
                failed.Add(new SkippedStep { Step = each.Step, Reason = reason });
                Log.NotUndone(Workflow.Logger, each.Step, reason);
            }
        }

        if (failed.Count > 0)
        {
            var request = new InterventionRequest
            {
                Key = key,
                What = what,
                Open = [.. failed.Select(step => $"undo {step.Step}: {step.Reason}")],
                AskedBy = Workflow.Info.WorkflowId,
            };
            await Workflow.ExecuteActivityAsync(
                () => InterventionActivities.RequestInterventionAsync(request), ActivityPolicies.Settlement.Uninterrupted());
        }
    }

    private static async Task<string?> FailureOfAsync(Func<Task> undoAsync)
    {
        try
        {
            await undoAsync();
            return null;
        }
        catch (Exception failure) when (failure is FailureException or OperationCanceledException)
        {
            return FailureName.Of(failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Step} cannot be undone: {Reason}. A person is asked to do it.")]
        public static partial void NotUndone(ILogger logger, string step, string reason);
    }
}
