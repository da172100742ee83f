namespace Webhooks.Gateway.Configuration;

/// <summary>
/// What a gateway does besides taking deliveries waits this long after its start: each first use of code costs its compilation, and that time belongs
/// to the first answers.
/// </summary>
internal static class StartPause
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(1);
}
