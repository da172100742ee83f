using Temporal.Grpc.Http2;

namespace Temporal.Grpc.Tests.Http2;

public sealed class FrameInputTests
{
    [Fact]
    public async Task Wherever_the_network_splits_frames_they_are_the_same()
    {
        byte[][] frames = [PeerFrame.Head(1), PeerFrame.Data(1, new byte[700]), PeerFrame.Settings(), PeerFrame.Trailers(1)];
        byte[] bytes = [.. frames.SelectMany(frame => frame)];

        for (var split = 1; split < bytes.Length; split++)
        {
            Assert.Equal(frames, await CutAsync(bytes, split, bytes.Length));
        }

        Assert.Equal(frames, await CutAsync(bytes, 1, 1));
    }

    [Fact]
    public async Task More_frames_than_the_buffer_holds_are_cut_whole()
    {
        var frames = Enumerable.Range(0, 200).Select(n => PeerFrame.Data(1, new byte[(n * 7919) % 16_385])).ToArray();

        Assert.Equal(frames, await CutAsync([.. frames.SelectMany(frame => frame)], 40_000, 33_333));
    }

    private static async Task<byte[][]> CutAsync(byte[] bytes, int first, int others)
    {
        var frames = new List<byte[]>();
        await using var stream = new PiecesStream(bytes, first, others);
        using var input = new FrameInput(stream);
        while (await input.ReadAsync())
        {
            while (input.TryTake(out var header, out var payload))
            {
                frames.Add(PeerFrame.Of(header.Type, header.Marks, header.StreamId, payload));
            }
        }

        return [.. frames];
    }

    private sealed class PiecesStream(byte[] bytes, int first, int others) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var size = Position == 0 ? first : others;
            return base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
        }
    }
}
