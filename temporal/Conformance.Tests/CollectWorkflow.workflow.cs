using Temporalio.Workflows;

namespace Temporal.Conformance.Tests;

/// <summary>Collects signals until it has as many as it wants.</summary>
[Workflow("Collect")]
public sealed class CollectWorkflow
{
    private readonly List<string> _seen = [];

    [WorkflowRun]
    public async Task<IReadOnlyList<string>> RunAsync(CollectRequest request)
    {
        await Workflow.WaitConditionAsync(() => _seen.Count >= request.Wanted);
        return _seen;
    }

    [WorkflowSignal("add")]
    public Task AddAsync(string item)
    {
        _seen.Add(item);
        return Task.CompletedTask;
    }
}
