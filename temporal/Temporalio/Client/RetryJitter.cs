using System.Security.Cryptography;

namespace Temporalio.Client;

internal static class RetryJitter
{
    /// <summary>Evenly in [0, 1).</summary>
    internal static double Next() => RandomNumberGenerator.GetInt32(1 << 24) / (double)(1 << 24);
}
