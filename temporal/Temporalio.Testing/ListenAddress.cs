using System.Net;

namespace Temporalio.Testing;

/// <summary>Where a server of an environment listens.</summary>
internal static class ListenAddress
{
    public static IPEndPoint Of(string? targetHost)
    {
        if (string.IsNullOrEmpty(targetHost))
        {
            return new IPEndPoint(IPAddress.Loopback, 0);
        }

        var text = targetHost.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + targetHost["localhost".Length..] : targetHost;
        return IPEndPoint.TryParse(text, out var endpoint)
            ? endpoint
            : throw new ArgumentException($"A local server listens on an address and port, not on '{targetHost}'.", nameof(targetHost));
    }
}
