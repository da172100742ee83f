namespace Temporal.Server.Engine;

/// <summary>Everything of a run that happens because time passes.</summary>
internal static class Deadlines
{
    /// <summary>When <see cref="FireDue"/> has something to do; null when nothing waits for time.</summary>
    public static DateTimeOffset? Next(Run run) => throw new NotImplementedException();

    /// <summary>Fires all that is due now, in the order of due time, event id and kind.</summary>
    public static void FireDue(Transaction tx, Run run) => throw new NotImplementedException();
}
