namespace Temporal.Grpc.Http2;

/// <summary>What a bit means depends on the type of the frame; a bit without meaning there is ignored.</summary>
[Flags]
internal enum FrameMarks : byte
{
    None = 0,

    /// <summary>The last frame of its stream: DATA and HEADERS.</summary>
    EndStream = 0x1,

    /// <summary>An acknowledgement: SETTINGS and PING.</summary>
    Ack = EndStream,

    /// <summary>The header block ends here: HEADERS and CONTINUATION.</summary>
    EndHeaders = 0x4,

    /// <summary>The first byte counts padding at the end: DATA and HEADERS.</summary>
    Padded = 0x8,

    /// <summary>Five bytes of priority come first: HEADERS.</summary>
    Priority = 0x20,
}
