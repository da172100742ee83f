using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Testing;

/// <summary>Sleeps, and tells how long that took it.</summary>
[Workflow]
public class SleepWorkflow
{
    [WorkflowRun]
    public async Task<TimeSpan> RunAsync(TimeSpan time)
    {
        var begun = Workflow.UtcNow;
        await Workflow.DelayAsync(time);
        return Workflow.UtcNow - begun;
    }

    [WorkflowQuery]
    public bool Started() => true;
}

/// <summary>Sleeps through its child.</summary>
[Workflow]
public class SleepingParentWorkflow
{
    [WorkflowRun]
    public Task<TimeSpan> RunAsync(TimeSpan time) => Workflow.ExecuteChildWorkflowAsync((SleepWorkflow wf) => wf.RunAsync(time));
}

/// <summary>One day after the other, ten days a run.</summary>
[Workflow]
public class DailyWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int day, int days)
    {
        do
        {
            await Workflow.DelayAsync(TimeSpan.FromDays(1));
            day++;
        }
        while (day % 10 != 0 && day < days);

        return day < days ? throw Workflow.CreateContinueAsNewException((DailyWorkflow wf) => wf.RunAsync(day, days)) : day;
    }
}

/// <summary>Starts all timers at once and tells in which order they fired.</summary>
[Workflow]
public class TimersWorkflow
{
    private readonly List<int> fired = [];

    [WorkflowRun]
    public async Task<IReadOnlyList<int>> RunAsync(IReadOnlyList<int> minutes)
    {
        await Workflow.WhenAllAsync(minutes.Select(FireAsync));
        return fired;
    }

    private async Task FireAsync(int minutes)
    {
        await Workflow.DelayAsync(TimeSpan.FromMinutes(minutes));
        fired.Add(minutes);
    }
}

/// <summary>Runs one activity by name, beside a timer that may not fire before the activity has ended.</summary>
[Workflow]
public class ActivityWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string activity)
    {
        var timer = Workflow.DelayAsync(TimeSpan.FromHours(1));
        var work = Workflow.ExecuteActivityAsync<int>(
            activity,
            [],
            new()
            {
                StartToCloseTimeout = TimeSpan.FromDays(30),
                HeartbeatTimeout = activity == "Hold" ? TimeSpan.FromSeconds(30) : null,
                RetryPolicy = new() { InitialInterval = TimeSpan.FromDays(1), BackoffCoefficient = 2, MaximumInterval = TimeSpan.FromDays(100) },
            });
        var first = await Workflow.WhenAnyAsync(timer, work);
        return $"{(first == timer ? "timer" : "activity")} before the other, attempt {await work}";
    }
}

/// <summary>What activities do while time is skipped.</summary>
public sealed class TimeActivities(Func<TimeSpan, Task> delay)
{
    public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Activity]
    public int FailThrice() => ActivityExecutionContext.Current.Info.Attempt is > 3 and var attempt
        ? attempt
        : throw new ApplicationFailureException("not yet");

    [Activity]
    public async Task<int> HoldAsync()
    {
        Held.TrySetResult();
        await Release.Task;
        return ActivityExecutionContext.Current.Info.Attempt;
    }

    [Activity]
    public async Task<int> SleepAsync()
    {
        await delay(TimeSpan.FromDays(7));
        return ActivityExecutionContext.Current.Info.Attempt;
    }
}
