using System.Net;

namespace Webhooks.Gateway.Configuration;

/// <summary>Addresses and networks. IPv4 is IPv4, also where it is wrapped in IPv6.</summary>
internal sealed class AddressList(IReadOnlyList<IPNetwork> networks)
{
    public static readonly AddressList Empty = new([]);

    public bool IsEmpty => networks.Count == 0;

    public bool Contains(IPAddress address)
    {
        var plain = Plain(address);
        return networks.Any(network => network.Contains(plain));
    }

    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>An address, or a network in CIDR notation whose address has no bits beyond its prefix.</summary>
    public static bool TryParse(string? text, out IPNetwork network)
    {
        network = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (!IPAddress.TryParse(slash < 0 ? text : text?[..slash], out var address))
        {
            return false;
        }

        if (slash >= 0)
        {
            // The parser takes bits beyond the prefix for a slip; it may as well be the prefix that is wrong.
            return IPNetwork.TryParse(text, out network) && network.BaseAddress.Equals(address) && !address.IsIPv4MappedToIPv6;
        }

        var plain = Plain(address);
        network = new IPNetwork(plain, plain.GetAddressBytes().Length * 8);
        return true;
    }

    public static AddressList Read(IEnumerable<KeyValuePair<string, string?>> written, ICollection<string> mistakes)
    {
        var networks = new List<IPNetwork>();
        foreach (var (key, text) in written)
        {
            if (TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                mistakes.Add($"{key} '{text}' is not an address or a network such as 192.0.2.0/24 or 2001:db8::/32.");
            }
        }

        return networks.Count == 0 ? Empty : new AddressList(networks);
    }
}
