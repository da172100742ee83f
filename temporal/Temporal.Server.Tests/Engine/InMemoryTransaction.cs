using Temporal.Server.Engine;
using Temporal.Server.Schedules;
using Temporal.Server.Storage;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Tests.Engine;

/// <summary>One change on the world's runs; the world keeps it or, when it threw, checks that there is nothing to undo.</summary>
internal sealed class InMemoryTransaction(World world) : Transaction
{
    public override DateTimeOffset Now => world.Now;

    public override EngineOptions Options => world.Options;

    public bool HasMutated { get; private set; }

    public Exception? Refusal { get; private set; }

    public HashSet<Run> Touched { get; } = [];

    public override Run? Find(RunKey key) => world.Runs.GetValueOrDefault(key);

    public override Run? FindCurrent(string ns, string workflowId) =>
        world.Current.TryGetValue((ns, workflowId), out var key) ? world.Runs[key] : null;

    public override Run? FindByRunId(string ns, string runId) =>
        world.Runs.Values.SingleOrDefault(run => run.Key.Namespace == ns && run.Key.RunId == runId);

    public override IReadOnlyDictionary<string, IndexedValueType> SearchAttributes(string ns) => World.SearchAttributes;

    public override IReadOnlyList<HistoryEvent> ReadEvents(Run run, long first, long last) =>
        world.Histories[run.Key].Where(happening => happening.EventId >= first && happening.EventId <= last).ToList();

    public override void Insert(Run run)
    {
        HasMutated = true;
        world.Runs.Add(run.Key, run);
        world.Histories.Add(run.Key, []);
        world.Current[(run.Key.Namespace, run.Key.WorkflowId)] = run.Key;
    }

    public override void Touch(Run run)
    {
        HasMutated = true;
        Touched.Add(run);
    }

    public override void AppendEvents(Run run, IEnumerable<HistoryEvent> events)
    {
        HasMutated = true;
        world.Histories[run.Key].AddRange(events.Select(happening => happening.Clone()));
    }

    public override void Delete(Run run)
    {
        HasMutated = true;
        Touched.Remove(run);
        world.Runs.Remove(run.Key);
        world.Histories.Remove(run.Key);
        if (world.Current.GetValueOrDefault((run.Key.Namespace, run.Key.WorkflowId)) == run.Key)
        {
            world.Current.Remove((run.Key.Namespace, run.Key.WorkflowId));
        }
    }

    public override ScheduleEntry? FindSchedule(ScheduleKey key) => null;

    public override void InsertSchedule(ScheduleEntry schedule) => throw new NotSupportedException();

    public override void TouchSchedule(ScheduleEntry schedule) => throw new NotSupportedException();

    public override void DeleteSchedule(ScheduleEntry schedule) => throw new NotSupportedException();

    public override void DispatchWorkflowTask(Run run)
    {
        HasMutated = true;
        world.WorkflowTaskOffers.Add((run.Key, run.State.WorkflowTask.Stamp));
    }

    public override void DispatchActivity(Run run, long scheduledEventId)
    {
        HasMutated = true;
        world.ActivityOffers.Add((run.Key, scheduledEventId, run.State.Activities[scheduledEventId].Attempt));
    }

    public override void AfterCommit(Action action) => action();

    public override void FailAfterCommit(Exception answer) => Refusal = answer;
}
