namespace Webhooks.Activities.Notifications;

/// <summary>Who is told. Where a channel leads is configuration.</summary>
public static class NotificationChannels
{
    /// <summary>Whoever runs the systems: deployments and their changes.</summary>
    public const string DevOps = "DevOps";

    /// <summary>Whoever reads the reports.</summary>
    public const string Reports = "Reports";

    /// <summary>Whoever must act.</summary>
    public const string Alerts = "Alerts";

    internal static readonly string[] All = [DevOps, Reports, Alerts];
}
