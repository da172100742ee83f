using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Temporal.Grpc.Tests;

public sealed class FrameReaderProperties
{
    private const int Bound = 1 << 20;

    [Fact]
    public Task Whatever_the_network_splits_the_message_is_the_same() =>
        CheckAsync(async (value, splits) =>
        {
            var sent = new BytesValue { Value = ByteString.CopyFrom(value) };
            var read = await ReadSplitAsync(RawClient.Frame(sent), splits, null);
            Assert.Equal(sent, read);
        });

    [Fact]
    public Task Whatever_the_network_splits_a_compressed_message_is_the_same() =>
        CheckAsync(async (value, splits) =>
        {
            var sent = new BytesValue { Value = ByteString.CopyFrom([.. Enumerable.Repeat(value.Append((byte)7), 1500).SelectMany(part => part)]) };
            using var frame = MessageFrame.Encode(sent, gzip: true);
            Assert.Equal(1, frame.Span[0]);
            Assert.Equal(sent, await ReadSplitAsync(frame.Memory.ToArray(), splits, "gzip"));
        });

    [Fact]
    public Task Garbage_ends_in_a_status_and_never_in_another_exception() =>
        CheckAsync(async (garbage, splits) =>
        {
            foreach (var encoding in new[] { null, "gzip" })
            {
                // A believable prefix lets the garbage reach the code behind it.
                foreach (var body in new[] { garbage, [0, 0, 0, 0, (byte)garbage.Length, .. garbage], [1, 0, 0, 0, (byte)garbage.Length, .. garbage] })
                {
                    try
                    {
                        await ReadSplitAsync(body, splits, encoding);
                    }
                    catch (GrpcException status)
                    {
                        Assert.True(status.Code is GrpcStatusCode.Internal or GrpcStatusCode.ResourceExhausted, status.Message);
                    }
                }
            }
        });

    private static async Task CheckAsync(Func<byte[], int[], Task> property)
    {
        var cases = from bytes in Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf()
                    from splits in Gen.Choose(1, 9).ArrayOf()
                    select (bytes, splits);
        foreach (var (bytes, splits) in cases.Sample(300, 60))
        {
            await property(bytes, splits);
        }
    }

    private static async Task<BytesValue?> ReadSplitAsync(byte[] body, int[] splits, string? encoding)
    {
        await using var stream = new SplitStream(body, splits);
        return await MessageFrame.ReadSingleAsync(stream, encoding, Bound, BytesValue.Parser, CancellationToken.None);
    }

    /// <summary>Gives the bytes out in pieces of the given sizes, then of any size.</summary>
    private sealed class SplitStream(byte[] body, int[] splits) : MemoryStream(body)
    {
        private int _next;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var size = _next < splits.Length ? Math.Min(splits[_next++], buffer.Length) : buffer.Length;
            return base.ReadAsync(buffer[..size], cancellationToken);
        }
    }
}
