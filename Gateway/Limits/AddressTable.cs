using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Limits;

/// <summary>
/// A fixed number of slots over all addresses, so that nobody can make it grow. Which addresses share a slot depends on a secret of this
/// process: nobody can choose an address that shares a provider's.
/// </summary>
internal sealed class AddressTable(LimitSettings settings, TimeProvider time)
{
    private const int Slots = 16 * 1024;
    private readonly AddressSlot?[] slots = new AddressSlot?[Slots];
    private readonly byte[] seed = RandomNumberGenerator.GetBytes(16);

    public AddressSlot Of(IPAddress address)
    {
        ref var slot = ref slots[IndexOf(address)];
        if (Volatile.Read(ref slot) is { } known)
        {
            return known;
        }

        var made = new AddressSlot(new TokenBucket(settings.RefusalsPerSecond, settings.RefusalBurst, time));
        return Interlocked.CompareExchange(ref slot, made, null) ?? made;
    }

    /// <summary>IPv4: the address. IPv6: its network of 64 bits, because whoever has one address of it has them all.</summary>
    public static IPAddress NetworkOf(IPAddress address)
    {
        var plain = AddressList.Plain(address);
        if (plain.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return plain;
        }

        Span<byte> bytes = stackalloc byte[16];
        plain.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }

    private int IndexOf(IPAddress address)
    {
        Span<byte> text = stackalloc byte[32];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        text.Clear();
        seed.CopyTo(text);
        NetworkOf(address).TryWriteBytes(text[seed.Length..], out _);
        SHA256.HashData(text, hash);
        return (int)(BitConverter.ToUInt32(hash) % Slots);
    }
}
