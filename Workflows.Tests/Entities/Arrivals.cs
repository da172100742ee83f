namespace Webhooks.Workflows.Tests.Entities;

/// <summary>Orders in which events may arrive; the same seed gives the same one.</summary>
internal static class Arrivals
{
    public static IReadOnlyList<T> Shuffled<T>(IEnumerable<T> events, ulong seed)
    {
        T[] shuffled = [.. events];
        var state = seed * 0x9E3779B97F4A7C15UL | 1;
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            var j = (int)(state % (ulong)(i + 1));
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }
}
