namespace Webhooks.Activities.Notifications;

public sealed record NotificationLink(string Title, Uri Address)
{
    private const int LongestAddress = 1_000;

    /// <summary>Only such an address is shown as a link.</summary>
    internal bool IsSafe() => Address is { IsAbsoluteUri: true, UserInfo: "" } && Address.Scheme == Uri.UriSchemeHttps && Address.AbsoluteUri.Length <= LongestAddress;
}
