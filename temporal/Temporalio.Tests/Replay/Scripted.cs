using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

/// <summary>A workflow whose code is the test's lambda.</summary>
[Workflow(Name)]
public sealed class Scripted(Func<Scripted, Task<object?>> body)
{
    public const string Name = "Scripted";

    public List<string> Log { get; } = [];

    public Func<Scripted, string, Task>? OnSignal { get; set; }

    [WorkflowRun]
    public async Task<object?> RunAsync() => await body(this);

    [WorkflowSignal]
    public async Task NoteAsync(string text)
    {
        Log.Add(text);
        if (OnSignal is { } more)
        {
            await more(this, text);
        }
    }

    [WorkflowQuery]
    public string Notes() => string.Join(' ', Log);

    [WorkflowQuery]
    public int Delayed()
    {
        _ = Workflow.DelayAsync(1);
        return 1;
    }
}
