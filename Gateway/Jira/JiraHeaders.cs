namespace Webhooks.Gateway.Jira;

/// <summary>The headers Jira sends with a delivery. None of them is covered by the signature.</summary>
internal static class JiraHeaders
{
    public const string Signature = "X-Hub-Signature";

    /// <summary>The same in every attempt. Unique within a site. Data Center has none.</summary>
    public const string Identifier = "X-Atlassian-Webhook-Identifier";

    /// <summary>How many attempts there were before; absent in the first.</summary>
    public const string Retry = "X-Atlassian-Webhook-Retry";

    public const int LongestIdentifier = 128;
}
