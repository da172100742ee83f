using System.Buffers.Binary;

namespace Webhooks.Gateway.Storing;

/// <summary>
/// A Bloom filter over delivery ids: what it was given it always finds, of what it was not given it takes about one in a hundred for known. The
/// ids are hashes themselves, so their bytes serve as hash values. Safe for concurrent use.
/// </summary>
/// <param name="capacity">How many ids it is made for; with more it is wrong more often, in the same direction.</param>
internal sealed class DeliveryIdFilter(long capacity)
{
    public const int IdBytes = 16;

    private const int BitsPerId = 10;
    private const int WordsPerBlock = 8;
    private const int ProbesPerId = 6;

    /// <summary>Nine bits choose one of a block's 512.</summary>
    private const int ProbeBits = 9;
    private const ulong ProbeMask = (1 << ProbeBits) - 1;

    // All bits of an id lie in one block of 64 bytes: one line of the processor's cache.
    private readonly ulong[] words = new ulong[Math.Max(1, ((capacity * BitsPerId) + (long)ProbeMask) >> ProbeBits) * WordsPerBlock];
    private long count;

    /// <summary>It has been given as many ids as it is made for.</summary>
    public bool IsFull => Interlocked.Read(ref count) >= capacity;

    /// <param name="id">16 bytes.</param>
    public void Add(ReadOnlySpan<byte> id)
    {
        var (block, probes) = Place(id);
        for (var i = 0; i < ProbesPerId; i++, probes >>= ProbeBits)
        {
            Interlocked.Or(ref words[block + (int)((probes & ProbeMask) >> 6)], 1UL << (int)(probes & 63));
        }

        Interlocked.Increment(ref count);
    }

    /// <summary>False: it was certainly never added.</summary>
    /// <param name="id">16 bytes.</param>
    public bool MayContain(ReadOnlySpan<byte> id)
    {
        var (block, probes) = Place(id);
        for (var i = 0; i < ProbesPerId; i++, probes >>= ProbeBits)
        {
            if ((Volatile.Read(ref words[block + (int)((probes & ProbeMask) >> 6)]) & (1UL << (int)(probes & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private (long Block, ulong Probes) Place(ReadOnlySpan<byte> id)
    {
        var block = Math.BigMul(BinaryPrimitives.ReadUInt64LittleEndian(id), (ulong)(words.Length / WordsPerBlock), out _);
        return ((long)block * WordsPerBlock, BinaryPrimitives.ReadUInt64LittleEndian(id[sizeof(ulong)..]));
    }
}
