using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>What the next run has different from this one; what is left unset is inherited.</summary>
public class ContinueAsNewOptions : ICloneable
{
    public TimeSpan? BackoffStartInterval { get; set; }

    public InitialVersioningBehavior? InitialVersioningBehavior { get; set; }

    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    public string? TaskQueue { get; set; }

    public TimeSpan? TaskTimeout { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
