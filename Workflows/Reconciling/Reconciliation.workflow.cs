using Temporalio.Workflows;

namespace Webhooks.Workflows.Reconciling;

/// <summary>One provider's way to compare.</summary>
internal abstract class Reconciliation(ReconcileRequest request, ReconciliationState start)
{
    /// <summary>What was reached; a failure in the middle loses none of it.</summary>
    public ReconciliationState State { get; protected set; } = start;

    protected static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);

    protected ReconcileRequest Request { get; } = request;

    /// <exception cref="ContinueAsNewException">There is more to look at than one history should hold.</exception>
    public abstract Task RunAsync();
}
