namespace Temporal.Server.Wire;

/// <summary>Bounds of the gRPC endpoints; taken from the service provider when registered there.</summary>
internal sealed class GrpcServerOptions
{
    public static GrpcServerOptions Default { get; } = new();

    /// <summary>Bound on one request, counted after decompression.</summary>
    public int MaxReceiveBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Compress answers of at least 1 KiB for clients that accept it. Off: on loopback it costs more than it saves.</summary>
    public bool GzipAnswers { get; init; }
}
