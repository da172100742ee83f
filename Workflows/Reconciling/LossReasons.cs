namespace Webhooks.Workflows.Reconciling;

/// <summary>Why something cannot be got back. Names are stable: operators' alarms and documents use them.</summary>
internal static class LossReasons
{
    /// <summary>Nobody looked for longer than the provider keeps its log.</summary>
    public const string LogExpired = "log-expired";

    /// <summary>The provider does not send anything so old again.</summary>
    public const string RetentionPassed = "retention-passed";

    public const string RedeliveryRefused = "redelivery-refused";

    /// <summary>Sent again as often as is tried, and not one arrived.</summary>
    public const string StillMissing = "still-missing";

    /// <summary>The gateway will not take what was posted to it.</summary>
    public const string GatewayRefused = "gateway-refused";

    /// <summary>Jira answers with an issue that cannot be understood.</summary>
    public const string IssueUnreadable = "issue-unreadable";
}
