using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Contracts.Reports;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Reports;

/// <summary>Keeps account of the steps of a report while they are done.</summary>
internal sealed class ReportProgress(IEnumerable<string> names)
{
    private readonly List<ReportStep> steps = [.. names.Select(name => new ReportStep { Name = name, State = ReportStepState.Pending })];

    /// <summary>All of them, as they are now.</summary>
    public IReadOnlyList<ReportStep> Steps => [.. steps];

    /// <summary>Those that were left out because they failed, or done in the lesser way.</summary>
    public IReadOnlyList<ReportStep> Remarks => [.. steps.Where(step => step is { State: ReportStepState.Degraded } or { State: ReportStepState.Skipped, Reason: not null })];

    private static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);

    public Task DoAsync(string name, Func<Task> stepAsync) => DoAsync(name, async () =>
    {
        await stepAsync();
        return true;
    });

    /// <summary>Does a step; what it says of itself meanwhile (<see cref="Degrade"/>, <see cref="Skip"/>) stays said.</summary>
    public async Task<T> DoAsync<T>(string name, Func<Task<T>> stepAsync)
    {
        Set(name, step => step with { State = ReportStepState.Running, StartedAt = Now });
        try
        {
            var result = await stepAsync();
            Set(name, step => step with { State = step.State == ReportStepState.Running ? ReportStepState.Done : step.State, EndedAt = Now });
            return result;
        }
        catch (Exception failure) when (failure is FailureException or OperationCanceledException)
        {
            Set(name, step => step with { State = ReportStepState.Failed, EndedAt = Now, Reason = FailureName.Of(failure) });
            throw;
        }
    }

    /// <param name="name">Of the step.</param>
    /// <param name="reason">Name of the failure because of which it was done in the lesser way.</param>
    public void Degrade(string name, string reason) => Set(name, step => step with { State = ReportStepState.Degraded, Reason = reason });

    /// <param name="name">Of the step.</param>
    /// <param name="reason">Name of the failure; null when it was not needed.</param>
    public void Skip(string name, string? reason = null) => Set(name, step => step with { State = ReportStepState.Skipped, Reason = reason });

    /// <summary>What was not done when the report ended was not needed.</summary>
    public void SkipRest()
    {
        foreach (var step in Steps.Where(step => step.State == ReportStepState.Pending))
        {
            Skip(step.Name);
        }
    }

    private void Set(string name, Func<ReportStep, ReportStep> change)
    {
        var index = steps.FindIndex(step => step.Name == name);
        steps[index] = change(steps[index]);
    }
}
