namespace Webhooks.Office.Tests.PowerPoint;

/// <summary>Numbers that follow from a seed alone (SplitMix64), so that a text that fails comes again.</summary>
internal sealed class Dice(int seed)
{
    private ulong state = (ulong)seed;

    public int Next(int end) => Next(0, end);

    /// <returns>At least <paramref name="first"/> and less than <paramref name="end"/>.</returns>
    public int Next(int first, int end)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return first + (int)((mixed ^ (mixed >> 31)) % (ulong)(end - first));
    }
}
