namespace Webhooks.Local.Tests;

/// <summary>Numbers that look random and are the same for the same seed (xorshift64*).</summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong state = seed | 1;

    public int Below(int limit)
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (int)((state * 0x2545F4914F6CDD1DUL >> 33) % (ulong)limit);
    }
}
