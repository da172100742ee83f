using Temporalio.Activities;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public static class Cases
{
    public static readonly SearchAttributeKey<string> Keyword = SearchAttributeKey.CreateKeyword("CustomKeywordField");

    public static readonly ActivityOptions Soon = new() { StartToCloseTimeout = TimeSpan.FromSeconds(10), RetryPolicy = new() { MaximumAttempts = 1 } };

    [Activity]
    public static string Echo(string text) => text;

    [Activity]
    public static void Refuse() => throw new ApplicationFailureException("no", "Refused", nonRetryable: true);
}

/// <summary>Collects what it is told until told to stop.</summary>
[Workflow]
public class CollectWorkflow
{
    private readonly List<string> notes = [];
    private bool stopped;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        notes.Add("main");
        await Workflow.WaitConditionAsync(() => stopped);
        await Workflow.DelayAsync(1);
        return string.Join(' ', notes);
    }

    [WorkflowSignal]
    public async Task NoteAsync(string text)
    {
        notes.Add(await Workflow.ExecuteActivityAsync(() => Cases.Echo(text), Cases.Soon));
    }

    [WorkflowSignal]
    public Task StopAsync()
    {
        stopped = true;
        return Task.CompletedTask;
    }

    [WorkflowQuery]
    public string Notes() => string.Join(' ', notes);
}

/// <summary>Counts down by continuing as new.</summary>
[Workflow]
public class CountdownWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(int from)
    {
        if (from > 0)
        {
            throw Workflow.CreateContinueAsNewException((CountdownWorkflow wf) => wf.RunAsync(from - 1));
        }

        await Workflow.DelayAsync(1);
        return Workflow.Info.ContinuedRunId is null ? "first" : "continued";
    }
}

/// <summary>Starts a child, signals it, and waits for its end.</summary>
[Workflow]
public class ParentWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string externalId)
    {
        var child = await Workflow.StartChildWorkflowAsync((CollectWorkflow wf) => wf.RunAsync());
        await child.SignalAsync(wf => wf.NoteAsync("from-parent"));
        await Workflow.GetExternalWorkflowHandle<CollectWorkflow>(externalId).SignalAsync(wf => wf.StopAsync());
        await child.SignalAsync(wf => wf.StopAsync());
        return await child.GetResultAsync();
    }
}

/// <summary>Everything that leaves a mark in history without waiting.</summary>
[Workflow]
public class MarksWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        Workflow.UpsertTypedSearchAttributes(Cases.Keyword.ValueSet("value"));
        Workflow.UpsertMemo(MemoUpdate.ValueSet("key", "memo"));
        var patched = Workflow.Patched("a-patch");
        await Workflow.DelayAsync(1);
        Workflow.DeprecatePatch("b-patch");
        await Workflow.DelayAsync(1);
        return $"{patched} {Workflow.TypedSearchAttributes.Get(Cases.Keyword)}";
    }
}

/// <summary>Waits until it is cancelled, then cleans up.</summary>
[Workflow]
public class CancelledWorkflow
{
    [WorkflowRun]
    public async Task RunAsync()
    {
        try
        {
            await Workflow.DelayAsync(Timeout.InfiniteTimeSpan);
        }
        finally
        {
            await Workflow.ExecuteActivityAsync(
                () => Cases.Echo("clean"), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10), CancellationToken = CancellationToken.None });
        }
    }
}

/// <summary>Fails as its activity does.</summary>
[Workflow]
public class RefusedWorkflow
{
    [WorkflowRun]
    public async Task RunAsync() => await Workflow.ExecuteActivityAsync(() => Cases.Refuse(), Cases.Soon);
}

/// <summary>Makes a history longer than a page.</summary>
[Workflow]
public class LongWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int activities)
    {
        var done = 0;
        for (; done < activities; done++)
        {
            await Workflow.ExecuteActivityAsync(() => Cases.Echo("x"), Cases.Soon);
        }

        return done;
    }
}
