using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Temporalio.Worker.Machines;

/// <summary>The seed of a run's random numbers: SipHash-1-3 of its run id, as every worker of the field computes it.</summary>
internal static class RunSeed
{
    // A string is hashed with one closing byte, so that no two neighbouring strings run together.
    public static ulong Of(string runId) => SipHash13([.. Encoding.UTF8.GetBytes(runId), 0xFF]);

    private static ulong SipHash13(ReadOnlySpan<byte> message)
    {
        var state = new SipState(0x736f6d6570736575, 0x646f72616e646f6d, 0x6c7967656e657261, 0x7465646279746573);
        var last = (ulong)message.Length << 56;
        while (message.Length >= 8)
        {
            state.Absorb(BinaryPrimitives.ReadUInt64LittleEndian(message));
            message = message[8..];
        }

        for (var i = 0; i < message.Length; i++)
        {
            last |= (ulong)message[i] << (8 * i);
        }

        state.Absorb(last);
        return state.Finish();
    }

    private struct SipState(ulong v0, ulong v1, ulong v2, ulong v3)
    {
        private ulong v0 = v0;
        private ulong v1 = v1;
        private ulong v2 = v2;
        private ulong v3 = v3;

        public void Absorb(ulong word)
        {
            v3 ^= word;
            Round();
            v0 ^= word;
        }

        public ulong Finish()
        {
            v2 ^= 0xFF;
            Round();
            Round();
            Round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void Round()
        {
            unchecked
            {
                v0 += v1;
                v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
                v0 = BitOperations.RotateLeft(v0, 32);
                v2 += v3;
                v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
                v2 = BitOperations.RotateLeft(v2, 32);
            }
        }
    }
}
