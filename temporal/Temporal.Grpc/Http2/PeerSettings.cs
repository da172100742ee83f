using System.Buffers.Binary;

namespace Temporal.Grpc.Http2;

/// <summary>What the server asks of this side. Kept is what changes how requests are sent; the rest is only checked.</summary>
internal sealed class PeerSettings
{
    public const int DefaultWindow = 65_535;

    private const int EntrySize = 6;

    /// <summary>Calls at once on this connection.</summary>
    public int MaxConcurrentStreams { get; private set; } = int.MaxValue;

    /// <summary>Bytes of request body that a new stream may send unasked.</summary>
    public int InitialWindow { get; private set; } = DefaultWindow;

    /// <exception cref="Http2Exception">A value is out of its range.</exception>
    public void Apply(ReadOnlySpan<byte> payload)
    {
        if (payload.Length % EntrySize != 0)
        {
            throw new Http2Exception(Http2ErrorCode.FrameSizeError, $"SETTINGS of {payload.Length} bytes");
        }

        for (; !payload.IsEmpty; payload = payload[EntrySize..])
        {
            Apply((SettingId)BinaryPrimitives.ReadUInt16BigEndian(payload), BinaryPrimitives.ReadUInt32BigEndian(payload[2..]));
        }
    }

    private void Apply(SettingId id, uint value)
    {
        switch (id)
        {
            case SettingId.MaxConcurrentStreams:
                MaxConcurrentStreams = (int)Math.Min(value, int.MaxValue);
                break;
            case SettingId.InitialWindowSize:
                InitialWindow = value <= int.MaxValue ? (int)value : throw OutOfRange(Http2ErrorCode.FlowControlError, id, value);
                break;
            case SettingId.EnablePush when value != 0:
            case SettingId.MaxFrameSize when value is < FrameHeader.LargestPayload or > 0xFF_FFFF:
                throw OutOfRange(Http2ErrorCode.ProtocolError, id, value);
        }
    }

    private static Http2Exception OutOfRange(Http2ErrorCode code, SettingId id, uint value) => new(code, $"the server set {id} to {value}");
}
