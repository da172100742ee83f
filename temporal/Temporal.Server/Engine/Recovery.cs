namespace Temporal.Server.Engine;

internal static class Recovery
{
    /// <summary>Offers again what waits for a worker, for a run loaded after a restart.</summary>
    public static void Redispatch(Transaction tx, Run run)
    {
        if (!run.IsOpen)
        {
            return;
        }

        if (run.HasWaitingWorkflowTask)
        {
            tx.DispatchWorkflowTask(run);
        }

        var waiting = run.State.Activities.Values.Where(activity => activity is { StartedTime: null, InBackoff: false });
        foreach (var activity in waiting.OrderBy(activity => activity.ScheduledEventId))
        {
            tx.DispatchActivity(run, activity.ScheduledEventId);
        }
    }
}
