namespace Temporalio.Workflows;

public class DelayOptions : ICloneable
{
    public DelayOptions()
    {
    }

    public DelayOptions(int millisecondsDelay, string? summary = null, CancellationToken? cancellationToken = null)
        : this(TimeSpan.FromMilliseconds(millisecondsDelay), summary, cancellationToken)
    {
    }

    public DelayOptions(TimeSpan delay, string? summary = null, CancellationToken? cancellationToken = null)
    {
        Delay = delay;
        Summary = summary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Defaults to Workflow.CancellationToken.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public TimeSpan Delay { get; set; }

    public string? Summary { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
