using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How an activity is run. One of StartToCloseTimeout and ScheduleToCloseTimeout is required.</summary>
public class ActivityOptions : ICloneable
{
    /// <summary>Defaults to the sequence number of the activity in its workflow.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Defaults to Workflow.CancellationToken.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    public bool DisableEagerActivityExecution { get; set; }

    public TimeSpan? HeartbeatTimeout { get; set; }

    public Priority? Priority { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    public TimeSpan? ScheduleToStartTimeout { get; set; }

    public TimeSpan? StartToCloseTimeout { get; set; }

    public string? Summary { get; set; }

    /// <summary>Defaults to the workflow's.</summary>
    public string? TaskQueue { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
