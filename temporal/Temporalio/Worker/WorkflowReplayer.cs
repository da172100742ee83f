using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>Replays recorded histories against today's workflow code.</summary>
public class WorkflowReplayer
{
    public WorkflowReplayer(WorkflowReplayerOptions options) => Options = (WorkflowReplayerOptions)options.Clone();

    public WorkflowReplayerOptions Options { get; }

    public Task<WorkflowReplayResult> ReplayWorkflowAsync(
        WorkflowHistory history, bool throwOnReplayFailure = true, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        IAsyncEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
