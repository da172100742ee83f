namespace Temporalio.Runtime;

/// <summary>Telemetry is collected through System.Diagnostics.Metrics and the logger, so there is nothing to set.</summary>
public class TemporalRuntimeOptions : ICloneable
{
    public virtual object Clone() => MemberwiseClone();
}
