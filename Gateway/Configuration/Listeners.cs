using System.Net;

namespace Webhooks.Gateway.Configuration;

/// <summary>Where the configuration says to listen.</summary>
internal static class Listeners
{
    /// <summary>Any of these says where to listen; a port alone means every address of the machine.</summary>
    private static readonly string[] Ports = ["http_ports", "https_ports"];
    private const string Addresses = "urls";
    private const string Endpoints = "Kestrel:Endpoints";

    public static bool AreConfigured(IConfiguration configuration) =>
        Ports.Append(Addresses).Any(key => configuration[key] is { Length: > 0 }) || configuration.GetSection(Endpoints).GetChildren().Any();

    /// <summary>The settings that open the gateway to other machines. One that cannot be read counts as such.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OpenToOthers(IConfiguration configuration)
    {
        // Kestrel's own section wins over addresses, and addresses over ports; each is judged all the same: a mistake must not open /api.
        var written = Ports.Where(key => configuration[key] is { Length: > 0 }).Select(key => (Key: key, Address: "*", Shown: configuration[key]))
            .Concat((configuration[Addresses] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(address => (Key: Addresses, Address: address, Shown: (string?)address)))
            .Concat(configuration.GetSection(Endpoints).GetChildren().Select(endpoint => (Key: $"{endpoint.Path}:Url", Address: endpoint["Url"] ?? "*", Shown: endpoint["Url"])));
        var hasAddresses = configuration[Addresses] is { Length: > 0 };
        return written
            .Where(listener => !(hasAddresses && Ports.Contains(listener.Key)))
            .Where(listener => !IsLocal(listener.Address))
            .Select(listener => KeyValuePair.Create(listener.Key, listener.Shown ?? ""));
    }

    private static bool IsLocal(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address.IsUnixPipe || address.IsNamedPipe || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
        }
        catch (FormatException)
        {
            // The server will refuse it with its own words; until then it is nothing to rely on.
            return false;
        }
    }
}
