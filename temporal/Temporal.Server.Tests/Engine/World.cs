using Google.Protobuf;
using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporal.Server.State;
using Temporal.Server.Storage;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Tests.Engine;

/// <summary>All runs of a server without the server: a clock that stands still, ids that count, and rules checked after every change.</summary>
internal sealed class World
{
    public const string Namespace = "default";
    public const string Queue = "queue";
    public const string StickyQueue = "sticky-queue";

    public static readonly IReadOnlyDictionary<string, IndexedValueType> SearchAttributes = new Dictionary<string, IndexedValueType>
    {
        ["CustomKeyword"] = IndexedValueType.Keyword,
        ["CustomInt"] = IndexedValueType.Int,
        ["CustomList"] = IndexedValueType.KeywordList,
    };

    private int ids;

    public World() => Options = new EngineOptions { NewId = () => $"id-{++ids}" };

    public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public EngineOptions Options { get; set; }

    /// <summary>When set, every run is rebuilt from its stored state after every change, as a restart would.</summary>
    public bool RestartsAfterEveryChange { get; set; }

    public Dictionary<RunKey, Run> Runs { get; } = [];

    public Dictionary<RunKey, List<HistoryEvent>> Histories { get; } = [];

    public Dictionary<(string Namespace, string WorkflowId), RunKey> Current { get; } = [];

    public List<(RunKey Run, long Stamp)> WorkflowTaskOffers { get; } = [];

    public List<(RunKey Run, long ScheduledEventId, int Attempt)> ActivityOffers { get; } = [];

    public T Do<T>(Func<Transaction, T> change)
    {
        var before = Runs.ToDictionary(run => run.Key, run => run.Value.State.Clone());
        var tx = new InMemoryTransaction(this);
        T answer;
        try
        {
            answer = change(tx);
        }
        catch (GrpcException)
        {
            Assert.False(tx.HasMutated, "A change that throws must not have changed anything.");
            Assert.All(before, run => Assert.Equal(run.Value, Runs[run.Key].State));
            throw;
        }

        foreach (var (key, run) in Runs)
        {
            if (!tx.Touched.Contains(run))
            {
                Assert.True(before.TryGetValue(key, out var old) && old.Equals(run.State), "A changed run must be touched.");
            }

            Invariants.Check(run, Histories[key]);
        }

        Assert.All(Runs.Values.Where(run => run.IsOpen).GroupBy(run => run.Key.WorkflowId), open => Assert.Single(open));
        Assert.All(Runs.Values.Where(run => run.IsOpen), run => Assert.Equal(run.Key, Current[(Namespace, run.Key.WorkflowId)]));
        if (RestartsAfterEveryChange)
        {
            Restart();
        }

        return tx.Refusal is null ? answer : throw tx.Refusal;
    }

    /// <summary>Every run is read back from what would be on disk.</summary>
    public void Restart()
    {
        foreach (var key in Runs.Keys.ToArray())
        {
            Runs[key] = new Run(RunState.Parser.ParseFrom(Runs[key].State.ToByteArray()));
        }
    }

    /// <summary>Moves the clock, stopping at each deadline on the way.</summary>
    public void Advance(TimeSpan span)
    {
        var target = Now + span;
        for (var steps = 0; steps < 10_000; steps++)
        {
            var next = Runs.Values
                .Select(run => (run.Key, Due: Deadlines.Next(run)))
                .Where(item => item.Due <= target)
                .OrderBy(item => item.Due)
                .ThenBy(item => item.Key.RunId, StringComparer.Ordinal)
                .FirstOrDefault();
            if (next.Due is not { } due)
            {
                Now = target;
                return;
            }

            Now = due > Now ? due : Now;
            Fire(next.Key);
        }

        Assert.Fail("Deadlines never ran out.");
    }

    public void Fire(RunKey key) => Do(tx =>
    {
        Deadlines.FireDue(tx, Runs[key]);
        return true;
    });

    public Run CurrentRun(string workflowId) => Runs[Current[(Namespace, workflowId)]];

    /// <summary>The event types of a history from an id on, as names on lines of a list.</summary>
    public string[] Events(RunKey run, long from = 1) =>
        Histories[run].Where(happening => happening.EventId >= from).Select(happening => happening.EventType.ToString()).ToArray();

    public HistoryEvent Last(RunKey run, EventType type) => Histories[run].Last(happening => happening.EventType == type);
}
