using Temporal.Server.Engine;
using Temporalio.Api.Query.V1;

namespace Temporal.Server.Matching;

/// <summary>A query whose caller waits for the answer.</summary>
internal sealed class PendingQuery(RunKey run, WorkflowQuery query)
{
    private readonly TaskCompletionSource<WorkflowQueryResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = Guid.NewGuid().ToString();

    public RunKey Run => run;

    public WorkflowQuery Query => query;

    public Task<WorkflowQueryResult> Answer => _answer.Task;

    /// <summary>The first answer counts: the query may have been sent to a second worker when the first kept silent.</summary>
    public void Settle(WorkflowQueryResult result) => _answer.TrySetResult(result);

    public void Fail(Exception reason) => _answer.TrySetException(reason);
}
