namespace Temporalio.Client;

/// <summary>How calls are retried.</summary>
public class RpcRetryOptions : ICloneable
{
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Each interval is moved at random by up to this share of itself, so that clients do not retry in step.</summary>
    public float RandomizationFactor { get; set; } = 0.2F;

    public float Multiplier { get; set; } = 1.5F;

    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Null: no limit in time.</summary>
    public TimeSpan? MaxElapsedTime { get; set; } = TimeSpan.FromSeconds(10);

    public int MaxRetries { get; set; } = 10;

    public virtual object Clone() => MemberwiseClone();
}
