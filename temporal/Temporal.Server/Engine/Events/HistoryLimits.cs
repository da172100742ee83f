namespace Temporal.Server.Engine;

internal static class HistoryLimits
{
    /// <summary>A run whose history has grown beyond all bounds is terminated.</summary>
    public static void Enforce(Transaction tx, Run run)
    {
        var isTooLong = run.State.NextEventId > tx.Options.MaximumHistoryEvents || run.State.HistorySizeBytes > tx.Options.MaximumHistoryBytes;
        if (run.IsOpen && isTooLong)
        {
            TerminateWorkflow.Terminate(tx, run, "Workflow history count or size exceeds limit.", null, Identities.History);
        }
    }
}
