using System.Security.Cryptography;

namespace Webhooks.Gateway.Signatures;

/// <summary>The methods that WebSub names for a signature header.</summary>
internal enum HubMethod
{
    Sha256,
    Sha384,
    Sha512,

    /// <summary>Weak; only ever where an operator asks for it.</summary>
    Sha1,
}

internal static class HubMethods
{
    public static string Prefix(this HubMethod method) => method switch
    {
        HubMethod.Sha256 => "sha256=",
        HubMethod.Sha384 => "sha384=",
        HubMethod.Sha512 => "sha512=",
        HubMethod.Sha1 => "sha1=",
    };

    public static int HashBytes(this HubMethod method) => method switch
    {
        HubMethod.Sha256 => HMACSHA256.HashSizeInBytes,
        HubMethod.Sha384 => HMACSHA384.HashSizeInBytes,
        HubMethod.Sha512 => HMACSHA512.HashSizeInBytes,
        HubMethod.Sha1 => HMACSHA1.HashSizeInBytes,
    };

    public static SecretProof Proof(this HubMethod method) => method switch
    {
        HubMethod.Sha256 => static (key, body, hash) => HMACSHA256.HashData(key, body, hash),
        HubMethod.Sha384 => static (key, body, hash) => HMACSHA384.HashData(key, body, hash),
        HubMethod.Sha512 => static (key, body, hash) => HMACSHA512.HashData(key, body, hash),
#pragma warning disable CA5350 // Only where an operator asked for it.
        HubMethod.Sha1 => static (key, body, hash) => HMACSHA1.HashData(key, body, hash),
#pragma warning restore CA5350
    };
}
