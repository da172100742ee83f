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

        foreach (var activity in run.State.Activities.Values.OrderBy(activity => activity.ScheduledEventId))
        {
            if (activity is { StartedTime: null, InBackoff: false })
            {
                tx.DispatchActivity(run, activity.ScheduledEventId);
            }
        }
    }
}
