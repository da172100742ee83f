using Temporalio.Runtime;

namespace Temporalio.Client;

/// <summary>Where the server is and how to reach it.</summary>
public class TemporalConnectionOptions : ICloneable
{
    public TemporalConnectionOptions()
    {
    }

    public TemporalConnectionOptions(string targetHost) => TargetHost = targetHost;

    /// <summary>host:port, without a scheme.</summary>
    public string? TargetHost { get; set; }

    /// <summary>Null: plain text without an API key, TLS with the defaults with one.</summary>
    public TlsOptions? Tls { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>Who calls, as shown in histories. Null becomes process@host on connecting.</summary>
    public string? Identity { get; set; }

    public RpcRetryOptions? RpcRetry { get; set; }

    /// <summary>Null turns pings off.</summary>
    public KeepAliveOptions? KeepAlive { get; set; } = new();

    public GrpcCompression GrpcCompression { get; set; } = new GrpcCompression.Gzip();

    public IReadOnlyCollection<KeyValuePair<string, string>>? RpcMetadata { get; set; }

    /// <summary>Names end in "-bin".</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? RpcBinaryMetadata { get; set; }

    public TemporalRuntime? Runtime { get; set; }

    public virtual object Clone()
    {
        var copy = (TemporalConnectionOptions)MemberwiseClone();
        copy.Tls = (TlsOptions?)Tls?.Clone();
        copy.RpcRetry = (RpcRetryOptions?)RpcRetry?.Clone();
        copy.KeepAlive = (KeepAliveOptions?)KeepAlive?.Clone();
        return copy;
    }
}
