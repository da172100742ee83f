namespace Temporalio.Client;

/// <summary>All certificates and keys are PEM bytes.</summary>
public class TlsOptions : ICloneable
{
    /// <summary>The only authority trusted; null trusts the system's.</summary>
    public byte[]? ServerRootCACert { get; set; }

    /// <summary>The name sent to, and checked of, the server instead of the target host.</summary>
    public string? Domain { get; set; }

    public byte[]? ClientCert { get; set; }

    public byte[]? ClientPrivateKey { get; set; }

    public bool Disabled { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
