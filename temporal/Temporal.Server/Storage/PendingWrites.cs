using Temporal.Server.Engine;
using Temporal.Server.Schedules;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Storage;

/// <summary>Everything that the changes of one batch want stored. Nothing of it is in the database before the commit.</summary>
internal sealed class PendingWrites
{
    /// <summary>New and changed runs, in the order of their first change.</summary>
    public OrderedDictionary<RunKey, StoredRun> Runs { get; } = [];

    public Dictionary<RunKey, List<HistoryEvent>> Events { get; } = [];

    /// <summary>The current run of a workflow id; null where the last run was deleted.</summary>
    public Dictionary<(string Namespace, string WorkflowId), string?> Current { get; } = [];

    /// <summary>Deleted runs with the number of their row.</summary>
    public Dictionary<RunKey, long> Deleted { get; } = [];

    /// <summary>New and changed schedules; null where one was deleted.</summary>
    public OrderedDictionary<ScheduleKey, ScheduleEntry?> Schedules { get; } = [];

    /// <summary>Names taken by this batch, not yet in the directory.</summary>
    public HashSet<string> NewNamespaces { get; } = new(StringComparer.Ordinal);

    public List<Action<Sql>> Others { get; } = [];

    public bool Any => Runs.Count + Events.Count + Current.Count + Deleted.Count + Schedules.Count + Others.Count > 0;
}
