namespace Webhooks.Gateway.Secrets;

/// <summary>Says once that a secret cannot be read, and once that it can be again, however often it is tried in between.</summary>
internal sealed partial class SecretAlarm(string source, string secret, SecretMetrics metrics, ILogger logger)
{
    private string? raised;

    public bool IsRaised => Volatile.Read(ref raised) is not null;

    /// <param name="fault">Null: there is none.</param>
    public void Set(string? fault)
    {
        if (fault is null)
        {
            Clear();
        }
        else
        {
            Raise(fault);
        }
    }

    private void Raise(string reason)
    {
        if (Interlocked.Exchange(ref raised, reason) != reason)
        {
            metrics.Failed(source, secret);
            Log.Unreadable(logger, source, secret, reason);
        }
    }

    private void Clear()
    {
        if (Volatile.Read(ref raised) is not null && Interlocked.Exchange(ref raised, null) is not null)
        {
            Log.ReadableAgain(logger, source, secret);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Secret {Secret} of source {Source} cannot be read and its last good value, if there is one, stays: {Reason}.")]
        public static partial void Unreadable(ILogger logger, string source, string secret, string reason);

        [LoggerMessage(2, LogLevel.Information, "Secret {Secret} of source {Source} can be read again.")]
        public static partial void ReadableAgain(ILogger logger, string source, string secret);
    }
}
