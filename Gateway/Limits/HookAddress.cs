namespace Webhooks.Gateway.Limits;

/// <summary>What the ranges that GitHub publishes say of an address.</summary>
internal enum HookAddress
{
    GitHub,
    Foreign,

    /// <summary>There are no ranges yet, or they are too old to say no by.</summary>
    Unknown,
}
