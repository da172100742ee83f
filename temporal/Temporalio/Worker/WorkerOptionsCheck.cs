namespace Temporalio.Worker;

/// <summary>Refuses options no worker can run with, all mistakes at once.</summary>
internal static class WorkerOptionsCheck
{
    public static void Run(TemporalWorkerOptions options)
    {
        List<string> mistakes =
        [
            .. If(string.IsNullOrEmpty(options.TaskQueue), "TaskQueue is missing"),
            .. If(options.Workflows.Count == 0 && options.Activities.Count == 0, "At least one workflow or activity is needed"),
            .. If(options.MaxCachedWorkflows < 0, "MaxCachedWorkflows cannot be negative"),
            .. If(options.MaxConcurrentWorkflowTasks < 1, "MaxConcurrentWorkflowTasks must be positive"),
            .. If(options.MaxConcurrentActivities < 1, "MaxConcurrentActivities must be positive"),
            .. If(options.MaxConcurrentWorkflowTaskPolls < 1, "MaxConcurrentWorkflowTaskPolls must be positive"),
            .. If(options.MaxConcurrentActivityTaskPolls < 1, "MaxConcurrentActivityTaskPolls must be positive"),
            .. If(options.NonStickyToStickyPollRatio is not (>= 0 and <= 1), "NonStickyToStickyPollRatio must be between 0 and 1"),
            .. options.Workflows.Where(each => !each.Instantiable).Select(each => $"Workflow {each.Type} cannot be instantiated"),
            .. Twice("Workflow", options.Workflows.Select(each => each.Name)),
            .. Twice("Activity", options.Activities.Select(each => each.Name)),
        ];
        if (mistakes.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", mistakes));
        }
    }

    private static IEnumerable<string> If(bool wrong, string mistake) => wrong ? [mistake] : [];

    private static IEnumerable<string> Twice(string kind, IEnumerable<string?> names) =>
        names.GroupBy(name => name ?? "(dynamic)", StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"{kind} {group.Key} is registered twice");
}
