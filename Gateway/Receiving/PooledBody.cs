using System.Buffers;

namespace Webhooks.Gateway.Receiving;

/// <summary>A body in rented memory, counted against the budget until it is given back.</summary>
internal sealed class PooledBody(BodyBudget budget) : IDisposable
{
    private byte[] buffer = [];
    private int length;

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    public int Length => length;

    /// <summary>Makes room for at least one more byte and at most <paramref name="cap"/> in all.</summary>
    /// <returns>False when the gateway holds as many body bytes as it may.</returns>
    public bool TryGrow(int expected, int cap)
    {
        if (length < buffer.Length)
        {
            return true;
        }

        var wanted = Math.Min(Math.Max(expected, 2 * buffer.Length), cap);
        if (!budget.TryTake(wanted - buffer.Length))
        {
            return false;
        }

        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        budget.Take(larger.Length - wanted);
        buffer.AsSpan(0, length).CopyTo(larger);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        buffer = larger;
        return true;
    }

    /// <summary>The free end of the buffer.</summary>
    public Memory<byte> Free => buffer.AsMemory(length);

    public void Advance(int count) => length += count;

    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            budget.Release(buffer.Length);
            ArrayPool<byte>.Shared.Return(buffer);
        }

        buffer = [];
        length = 0;
    }
}
