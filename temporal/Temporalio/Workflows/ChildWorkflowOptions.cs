using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a child workflow is started and awaited.</summary>
public class ChildWorkflowOptions : ICloneable
{
    /// <summary>Defaults to Workflow.CancellationToken.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public ChildWorkflowCancellationType CancellationType { get; set; } = ChildWorkflowCancellationType.WaitCancellationCompleted;

    public string? CronSchedule { get; set; }

    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Defaults to Workflow.NewGuid().</summary>
    public string? Id { get; set; }

    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public Temporalio.Workflows.ParentClosePolicy ParentClosePolicy { get; set; } = Temporalio.Workflows.ParentClosePolicy.Terminate;

    public Priority? Priority { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    public string? StaticDetails { get; set; }

    public string? StaticSummary { get; set; }

    /// <summary>Defaults to the workflow's.</summary>
    public string? TaskQueue { get; set; }

    public TimeSpan? TaskTimeout { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
