namespace Temporal.Grpc.Http2.Hpack;

/// <summary>One header, borrowed from the decoder until its next one.</summary>
internal readonly ref struct HeaderField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
{
    public ReadOnlySpan<byte> Name { get; } = name;

    public ReadOnlySpan<byte> Value { get; } = value;
}
