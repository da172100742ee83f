using System.Security.Cryptography;

namespace Webhooks.Gateway.EventGrid;

/// <summary>The answer to a key id. Not available is not the same as unknown: it says nothing about the token.</summary>
internal sealed class FoundKey : IDisposable
{
    public static readonly FoundKey Unavailable = new() { AreAvailable = false };
    public static readonly FoundKey Unknown = new() { AreAvailable = true };

    public required bool AreAvailable { get; init; }

    public RSA? Key { get; init; }

    public void Dispose() => Key?.Dispose();
}
