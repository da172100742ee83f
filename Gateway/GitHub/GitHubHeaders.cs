using Microsoft.Extensions.Primitives;

namespace Webhooks.Gateway.GitHub;

/// <summary>The headers GitHub sends with a delivery. None of them is covered by the signature.</summary>
internal static class GitHubHeaders
{
    public const string Signature = "X-Hub-Signature-256";
    public const string Event = "X-GitHub-Event";
    public const string Delivery = "X-GitHub-Delivery";
    public const string Hook = "X-GitHub-Hook-ID";

    public const int LongestEvent = 64;
    public const int LongestDelivery = 128;
    public const int LongestHook = 64;

    /// <summary>True for one value of visible ASCII: no blanks, no control characters, nothing that could forge a log line or a key.</summary>
    public static bool IsToken(StringValues values, int longest, out string token)
    {
        token = values.Count == 1 ? values[0] ?? "" : "";
        return token.Length > 0 && token.Length <= longest && token.All(c => c is > ' ' and < '\x7f');
    }
}
