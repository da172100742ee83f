#pragma warning disable RS0030 // The banned source is what this one replaces: every number follows from the seed.
using System.Buffers.Binary;
using System.Numerics;

namespace Temporalio.Common;

/// <summary>
/// The generator workflows use (PCG XSL-RR 128/64 with a multiplicative step): the same seed gives the same numbers
/// in every implementation, or a replay elsewhere would draw different ids.
/// </summary>
public class DeterministicRandom : Random
{
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);

    private UInt128 state;

    public DeterministicRandom(ulong seed)
        : base(0)
    {
        Span<byte> expanded = stackalloc byte[16];
        for (var word = 0; word < 4; word++)
        {
            seed = unchecked((seed * 6364136223846793005) + 11634580027462260723);
            var mixed = unchecked((uint)(((seed >> 18) ^ seed) >> 27));
            BinaryPrimitives.WriteUInt32LittleEndian(expanded[(word * 4)..], BitOperations.RotateRight(mixed, (int)(seed >> 59)));
        }

        state = BinaryPrimitives.ReadUInt128LittleEndian(expanded) | 1;
    }

    public override int Next() => Next(0, int.MaxValue);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        if (minValue == maxValue)
        {
            return minValue;
        }

        var range = unchecked((uint)(maxValue - (long)minValue));
        var product = (ulong)unchecked((uint)Step()) * range;
        var high = (uint)(product >> 32);
        var low = unchecked((uint)product);
        if (low > unchecked(0u - range))
        {
            var further = (uint)(((ulong)unchecked((uint)Step()) * range) >> 32);
            if ((ulong)low + further > uint.MaxValue)
            {
                high++;
            }
        }

        return unchecked((int)(minValue + high));
    }

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        Span<byte> step = stackalloc byte[8];
        while (!buffer.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(step, Step());
            var count = Math.Min(8, buffer.Length);
            step[..count].CopyTo(buffer);
            buffer = buffer[count..];
        }
    }

    public override double NextDouble() => (Step() >> 12) / (double)(1UL << 52);

    protected override double Sample() => NextDouble();

    internal ulong Step()
    {
        state = unchecked(state * Multiplier);
        return BitOperations.RotateRight((ulong)(state >> 64) ^ (ulong)state, (int)(uint)(state >> 122));
    }
}
