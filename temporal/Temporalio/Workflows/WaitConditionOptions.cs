namespace Temporalio.Workflows;

public class WaitConditionOptions : ICloneable
{
    public WaitConditionOptions()
    {
    }

    public WaitConditionOptions(
        Func<bool> conditionCheck,
        TimeSpan? timeout = null,
        string? timeoutSummary = null,
        CancellationToken? cancellationToken = null)
    {
        ConditionCheck = conditionCheck;
        Timeout = timeout;
        TimeoutSummary = timeoutSummary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Defaults to Workflow.CancellationToken.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Called after every run of the workflow's tasks; it must have no side effects.</summary>
    public Func<bool> ConditionCheck { get; set; } = () => throw new ArgumentException("No condition given");

    public TimeSpan? Timeout { get; set; }

    public string? TimeoutSummary { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
