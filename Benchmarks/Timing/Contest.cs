using System.Diagnostics;
using System.Security.Cryptography;

namespace Webhooks.Benchmarks.Timing;

/// <summary>
/// Measures two kinds of requests in random order, so that whatever the machine does meanwhile happens to both. Each round draws requests anew:
/// where they happen to lie in memory counts as chance and not as a difference.
/// </summary>
internal sealed class Contest(string name, Func<byte[], string, bool> judge, Func<byte[], string> first, Func<byte[], string> second)
{
    private const int Rounds = 25;
    private const int Bodies = 256;
    private const int BodyLength = 64;

    public string Name => name;

    /// <param name="samples">Of each kind.</param>
    /// <returns>How many nanoseconds the kinds are apart, and by how many standard errors.</returns>
    public (double Nanoseconds, double Errors) Run(int samples)
    {
        Round(samples / Rounds);
        var apart = Enumerable.Range(0, Rounds).Select(_ => Round(samples / Rounds)).ToArray();
        var mean = apart.Average();
        var variance = apart.Sum(difference => (difference - mean) * (difference - mean)) / (Rounds - 1);
        return (mean * 1e9 / Stopwatch.Frequency, mean / Math.Sqrt(variance / Rounds));
    }

    /// <returns>Ticks between the kinds, each by the mean of its faster half: the slower one is what else the machine did.</returns>
    private double Round(int samples)
    {
        var bodies = Enumerable.Range(0, Bodies).Select(_ => RandomNumberGenerator.GetBytes(BodyLength)).ToArray();
        string[][] headers = [[.. bodies.Select(first)], [.. bodies.Select(second)]];
        double[][] times = [new double[samples], new double[samples]];
        var kinds = Enumerable.Range(0, 2 * samples).Select(i => i & 1).ToArray();
        RandomNumberGenerator.Shuffle<int>(kinds);
        int[] taken = [0, 0];
        var body = new byte[BodyLength];
        foreach (var kind in kinds)
        {
            // Both kinds lie in the same place and are equally warm when they are judged.
            var draw = taken[kind] % Bodies;
            bodies[draw].CopyTo(body, 0);
            var header = new string(headers[kind][draw].AsSpan());
            var began = Stopwatch.GetTimestamp();
            judge(body, header);
            times[kind][taken[kind]++] = Stopwatch.GetTimestamp() - began;
        }

        return Fastest(times[0]) - Fastest(times[1]);
    }

    private static double Fastest(double[] times)
    {
        Array.Sort(times);
        return times.AsSpan(0, times.Length / 2).ToArray().Average();
    }
}
