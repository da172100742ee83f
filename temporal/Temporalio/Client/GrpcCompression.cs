namespace Temporalio.Client;

/// <summary>Compression of requests.</summary>
public abstract record GrpcCompression
{
    private GrpcCompression()
    {
    }

    public sealed record None : GrpcCompression;

    public sealed record Gzip : GrpcCompression;
}
