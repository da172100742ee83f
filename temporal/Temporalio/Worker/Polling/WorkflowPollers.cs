namespace Temporalio.Worker.Polling;

/// <summary>How many polls each of the two queues gets, and how many tasks may be held at once.</summary>
internal sealed record WorkflowPollers(int Normal, int Sticky, int Slots)
{
    public bool UsesStickyQueue => Sticky > 0;

    public static WorkflowPollers Of(TemporalWorkerOptions options)
    {
        var slots = options.MaxConcurrentWorkflowTasks ?? WorkerDefaults.Slots;
        var polls = options.MaxConcurrentWorkflowTaskPolls;

        // With a single slot one queue's poll would keep the other's from ever being made.
        if (options.MaxCachedWorkflows == 0 || slots < 2)
        {
            return new(Math.Min(polls, slots), 0, slots);
        }

        var usable = Math.Min(slots, Math.Max(2, options.MaxCachedWorkflows));
        var normal = Math.Max(1, (int)(polls * options.NonStickyToStickyPollRatio));
        var sticky = Math.Max(1, polls - normal);
        return new(Math.Min(normal, usable - 1), Math.Min(sticky, usable - 1), usable);
    }
}
