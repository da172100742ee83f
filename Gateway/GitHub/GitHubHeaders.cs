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
}
