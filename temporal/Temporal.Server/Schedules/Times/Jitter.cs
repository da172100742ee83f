using System.Text;

namespace Temporal.Server.Schedules.Times;

/// <summary>The same number for the same schedule and time, on every machine and in every release.</summary>
internal static class Jitter
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>From 0 up to, never reaching, 1.</summary>
    public static double Fraction(string seed, DateTimeOffset nominal)
    {
        var hash = Basis;
        foreach (var item in Encoding.UTF8.GetBytes(seed))
        {
            hash = (hash ^ item) * Prime;
        }

        var seconds = (ulong)nominal.ToUnixTimeSeconds();
        for (var shift = 0; shift < 64; shift += 8)
        {
            hash = (hash ^ ((seconds >> shift) & 0xFF)) * Prime;
        }

        // The low bits of neighbouring times differ little from each other until they are mixed into the high ones.
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}
