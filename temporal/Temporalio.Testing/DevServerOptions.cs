namespace Temporalio.Testing;

/// <summary>Options of the local server itself.</summary>
public class DevServerOptions : ICloneable
{
    /// <summary>Where the server keeps its runs; null keeps them in memory, gone with the environment.</summary>
    public string? DatabaseFilename { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
