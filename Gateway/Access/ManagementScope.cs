namespace Webhooks.Gateway.Access;

/// <summary>What a token allows. None includes another.</summary>
internal enum ManagementScope
{
    /// <summary>See deliveries, outcomes, rejections, and which secrets are used.</summary>
    Read,

    /// <summary>Have deliveries handled again.</summary>
    Replay,
}
