namespace Temporal.Grpc;

/// <summary>What one call carries beside its message.</summary>
public sealed record GrpcCall
{
    public static GrpcCall Default { get; } = new();

    /// <summary>Time the call may take, sent as <c>grpc-timeout</c> and enforced here; null waits as long as the server does.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Lower-case names, printable ASCII values.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>Names end in <c>-bin</c>.</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>> BinaryMetadata { get; init; } = [];
}
