namespace Temporalio.Testing;

/// <summary>Options of the time-skipping server itself. It runs in this process, so there is nothing to download or to find.</summary>
public class TestServerOptions : ICloneable
{
    public virtual object Clone() => MemberwiseClone();
}
