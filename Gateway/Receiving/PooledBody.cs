using System.Buffers;

namespace Webhooks.Gateway.Receiving;

/// <summary>A body in rented memory, counted against the budget until it is given back.</summary>
internal sealed class PooledBody(BodyBudget budget) : IDisposable
{
    /// <summary>Above it a body moves, once, to where it can grow without being copied again.</summary>
    private const int LargestPooled = 64 * 1024;

    private byte[] pooled = [];
    private LargeBuffer? large;
    private Memory<byte> memory;
    private int length;

    public ReadOnlyMemory<byte> Bytes => memory[..length];

    public int Length => length;

    /// <summary>The free end of the buffer.</summary>
    public Memory<byte> Free => memory[length..];

    /// <summary>Makes room for at least one more byte and at most <paramref name="cap"/> in all.</summary>
    /// <returns>False when the gateway holds as many body bytes as it may.</returns>
    public bool TryGrow(int expected, int cap)
    {
        if (length < memory.Length)
        {
            return true;
        }

        var wanted = Math.Min(Math.Max(expected, 2 * memory.Length), cap);
        if (!budget.TryTake(wanted - memory.Length))
        {
            return false;
        }

        if (wanted <= LargestPooled)
        {
            GrowInPool(wanted);
        }
        else
        {
            GrowBeyondPool(wanted);
        }

        return true;
    }

    public void Advance(int count) => length += count;

    public void Dispose()
    {
        budget.Release(memory.Length);
        Drop();
        memory = default;
        length = 0;
    }

    private void GrowInPool(int wanted)
    {
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        budget.Take(larger.Length - wanted);
        Bytes.CopyTo(larger);
        Drop();
        memory = pooled = larger;
    }

    private void GrowBeyondPool(int wanted)
    {
        if (large is null)
        {
            var roomy = new LargeBuffer();
            Bytes.CopyTo(roomy.Memory);
            Drop();
            large = roomy;
        }

        memory = large.Memory[..wanted];
    }

    private void Drop()
    {
        if (pooled.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(pooled);
            pooled = [];
        }

        ((IDisposable?)large)?.Dispose();
        large = null;
    }
}
