using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Workflows.Entities;

/// <summary>
/// The delivery keys that an entity has taken, the newest ten thousand or more. Keys are kept as 128-bit digests, so that all of them fit
/// the argument of a continued run (213 kB for ten thousand).
/// </summary>
internal sealed class SeenDeliveries
{
    /// <summary>How many are kept unless told otherwise.</summary>
    public const int DefaultCapacity = 12_000;

    private const int DigestBytes = 16;

    private readonly int capacity;
    private readonly HashSet<UInt128> known;
    private readonly Queue<UInt128> order;

    public SeenDeliveries(int capacity, string? carried)
    {
        this.capacity = capacity;
        var digests = MemoryMarshal.Cast<byte, UInt128>(Convert.FromBase64String(carried ?? ""));
        known = new HashSet<UInt128>(digests.Length);
        order = new Queue<UInt128>(digests.Length);
        foreach (var digest in digests)
        {
            Add(digest);
        }
    }

    public int Count => order.Count;

    /// <returns>False when the key was seen before.</returns>
    public bool Add(string key) => Add(Digest(key));

    public bool Contains(string key) => known.Contains(Digest(key));

    /// <summary>For the next run.</summary>
    public string Carry() => Convert.ToBase64String(MemoryMarshal.AsBytes<UInt128>(order.ToArray()));

    private bool Add(UInt128 digest)
    {
        if (!known.Add(digest))
        {
            return false;
        }

        order.Enqueue(digest);
        if (order.Count > capacity)
        {
            known.Remove(order.Dequeue());
        }

        return true;
    }

    private static UInt128 Digest(string key) => MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, DigestBytes));
}
