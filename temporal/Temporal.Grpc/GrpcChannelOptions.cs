using System.Net.Security;

namespace Temporal.Grpc;

/// <summary>Where and how a <see cref="GrpcChannel"/> connects.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary><c>http://host:port</c> speaks HTTP/2 with prior knowledge, <c>https://host:port</c> over TLS.</summary>
    public required Uri Address { get; init; }

    /// <summary>Client certificate, server name, certificate check; read only for <c>https</c>.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>Compress requests of 1 KiB and more. Answers are understood compressed or not, whatever this says.</summary>
    public bool Gzip { get; init; }

    /// <summary>Bound on one answer, counted after decompression. Larger ones end in ResourceExhausted.</summary>
    public int MaxReceiveBytes { get; init; } = 128 * 1024 * 1024;

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Idle time after which a connection with calls in flight is pinged; null never pings.</summary>
    public TimeSpan? KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a ping may stay unanswered before the connection counts as dead.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(15);

    public string UserAgent { get; init; } = "temporal-grpc-dotnet/1.0";
}
