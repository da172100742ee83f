using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;

namespace Temporal.Grpc;

/// <summary>One length-prefixed message: a flag byte (1 = compressed), four bytes of big-endian length, the message.</summary>
internal static class MessageFrame
{
    public const int PrefixLength = 5;

    /// <summary>Below this a gzip header and the time cost more than they save.</summary>
    public const int WorthCompressing = 1024;

    private const int ChunkLength = 16 * 1024;

    public static PooledBytes Encode(IMessage message, bool gzip)
    {
        var frame = new PooledBytes(ChunkLength);
        try
        {
            Append(frame, message, gzip);
            return frame;
        }
        catch
        {
            frame.Dispose();
            throw;
        }
    }

    /// <summary>Appends the message to what <paramref name="frame"/> holds already.</summary>
    public static void Append(PooledBytes frame, IMessage message, bool gzip)
    {
        var start = frame.Length;
        var size = message.CalculateSize();
        frame.GetSpan(checked(PrefixLength + size));
        frame.Advance(PrefixLength);
        var compressed = gzip && size >= WorthCompressing;
        if (compressed)
        {
            Compress(message, size, frame);
        }
        else
        {
            message.WriteTo(frame.GetSpan(size)[..size]);
            frame.Advance(size);
        }

        WritePrefix(frame.Span[start..], compressed, frame.Length - start - PrefixLength);
    }

    public static void WritePrefix(Span<byte> prefix, bool compressed, int length)
    {
        prefix[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], length);
    }

    /// <summary>Reads and parses the one message of a unary body, up to the end of the stream. Null when the body is empty.</summary>
    /// <exception cref="GrpcException">
    /// Internal: no valid frame or message. ResourceExhausted: larger than allowed. Unimplemented: an unknown encoding.
    /// </exception>
    public static async ValueTask<T?> ReadSingleAsync<T>(
        Stream body, string? encoding, int maxBytes, MessageParser<T> parser, CancellationToken cancelled)
        where T : class, IMessage<T>
    {
        using var frame = new PooledBytes(ChunkLength);
        await FillAsync(body, frame, PrefixLength, cancelled);
        if (frame.Length >= PrefixLength && MayGoOn(frame.Span, encoding, maxBytes))
        {
            // One byte more than announced is asked for: reaching the end instead proves that nothing follows.
            await FillAsync(body, frame, PrefixLength + (int)Announced(frame.Span) + 1, cancelled);
        }

        return Decode(frame, encoding, maxBytes, parser);
    }

    /// <summary>False when <see cref="Decode"/> would refuse what has arrived, whatever else may come.</summary>
    public static bool MayGoOn(ReadOnlySpan<byte> arrived, string? encoding, int maxBytes) =>
        arrived.Length < PrefixLength
        || ((arrived[0] == 0 || (arrived[0] == 1 && encoding == "gzip"))
            && Announced(arrived) <= maxBytes
            && arrived.Length - PrefixLength <= Announced(arrived));

    /// <summary>Parses the one message of a unary body that has arrived as far as it will. Null when the body is empty.</summary>
    /// <exception cref="GrpcException">As of <see cref="ReadSingleAsync"/>.</exception>
    public static T? Decode<T>(PooledBytes frame, string? encoding, int maxBytes, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        if (frame.Length < PrefixLength)
        {
            return frame.Length == 0 ? null : throw Malformed("the message prefix is cut short");
        }

        var compressed = IsCompressed(frame.Span[0], encoding);
        var length = Announced(frame.Span);
        if (length > maxBytes)
        {
            throw TooLarge(length, maxBytes);
        }

        var end = PrefixLength + (int)length;
        if (frame.Length != end)
        {
            throw Malformed(frame.Length < end ? "the message is shorter than announced" : "more than one message in a unary call");
        }

        if (!compressed)
        {
            return Parse(frame.Span[PrefixLength..], parser);
        }

        using var plain = Decompress(frame, maxBytes);
        return Parse(plain.Span, parser);
    }

    private static uint Announced(ReadOnlySpan<byte> prefix) => BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);

    private static T Parse<T>(ReadOnlySpan<byte> message, MessageParser<T> parser)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw new GrpcException(GrpcStatusCode.Internal, "grpc: the message cannot be parsed", inner: fault);
        }
    }

    /// <summary>Memory grows with what has arrived, never with what a peer announced.</summary>
    private static async ValueTask FillAsync(Stream body, PooledBytes frame, int target, CancellationToken cancelled)
    {
        while (frame.Length < target)
        {
            var read = await body.ReadAsync(frame.GetMemory(Math.Min(ChunkLength, target - frame.Length)), cancelled);
            if (read == 0)
            {
                return;
            }

            frame.Advance(read);
        }
    }

    private static bool IsCompressed(byte flag, string? encoding) => (flag, encoding) switch
    {
        (0, _) => false,
        (1, "gzip") => true,
        (1, null or "" or "identity") => throw Malformed("compressed flag set without grpc-encoding"),
        (1, _) => throw new GrpcException(GrpcStatusCode.Unimplemented, "grpc: no decompressor for this grpc-encoding, only gzip and identity"),
        _ => throw Malformed("the message flag is neither 0 nor 1"),
    };

    private static void Compress(IMessage message, int size, PooledBytes frame)
    {
        using var plain = new PooledBytes(size);
        message.WriteTo(plain.GetSpan(size)[..size]);
        plain.Advance(size);
        using var target = new WriteStream(frame);
        using var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
        gzip.Write(plain.Span);
    }

    private static PooledBytes Decompress(PooledBytes frame, int maxBytes)
    {
        var plain = new PooledBytes(Math.Min(maxBytes, 4 * frame.Length) + 1);
        try
        {
            using var gzip = new GZipStream(frame.ReadFrom(PrefixLength), CompressionMode.Decompress);
            while (gzip.Read(plain.GetSpan(ChunkLength)) is var read and > 0)
            {
                plain.Advance(read);
                if (plain.Length > maxBytes)
                {
                    throw TooLarge(plain.Length, maxBytes);
                }
            }

            // The stream ends quietly when its input is cut; the length in the last four bytes tells.
            return BinaryPrimitives.ReadUInt32LittleEndian(frame.Span[^4..]) == (uint)plain.Length
                ? plain
                : throw new InvalidDataException();
        }
        catch (InvalidDataException fault)
        {
            plain.Dispose();
            throw new GrpcException(GrpcStatusCode.Internal, "grpc: the compressed message is damaged", inner: fault);
        }
        catch
        {
            plain.Dispose();
            throw;
        }
    }

    // Clients and workers recognise this wording; it is the one that every gRPC implementation copied.
    private static GrpcException TooLarge(long length, int maxBytes) =>
        new(GrpcStatusCode.ResourceExhausted, $"grpc: received message larger than max ({length} vs. {maxBytes})");

    private static GrpcException Malformed(string how) => new(GrpcStatusCode.Internal, $"grpc: {how}");

    private sealed class WriteStream(PooledBytes target) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            buffer.CopyTo(target.GetSpan(buffer.Length));
            target.Advance(buffer.Length);
        }
    }
}
