using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Worker.History;
using Temporalio.Worker.Instances;
using Temporalio.Worker.Runs;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

/// <summary>One run of a scripted workflow, fed with hand-made histories instead of a server's.</summary>
internal sealed class ScriptedRun
{
    /// <summary>More than a busy machine takes for any task.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WorkflowRun run;

    public ScriptedRun(Func<Scripted, Task<object?>> body, params Type[] failureTypes)
        : this(body, Patience, failureTypes)
    {
    }

    public ScriptedRun(Func<Scripted, Task<object?>> body, TimeSpan deadlockLimit, params Type[] failureTypes) => run = new(
        Settings(body, made => Workflow = made, failureTypes, deadlockLimit),
        new("default", "workflow", HistoryScript.RunId, "queue"));

    public Scripted? Workflow { get; private set; }

    public static InstanceSettings Settings(
        Func<Scripted, Task<object?>> body, Action<Scripted>? made = null, IReadOnlyCollection<Type>? failureTypes = null, TimeSpan? deadlockLimit = null)
    {
        var definition = WorkflowDefinition.Create(typeof(Scripted), null, _ =>
        {
            var workflow = new Scripted(body);
            made?.Invoke(workflow);
            return workflow;
        });
        return new()
        {
            Definitions = new Dictionary<string, WorkflowDefinition>(StringComparer.Ordinal) { [Scripted.Name] = definition },
            Converter = DataConverter.Default,
            LoggerFactory = NullLoggerFactory.Instance,
            FailureTypes = failureTypes ?? [],
            DeadlockLimit = deadlockLimit ?? Patience,
            Time = TimeProvider.System,
        };
    }

    /// <summary>One task over the whole script, the first time the run is seen.</summary>
    public static Task<TaskOutcome> RunAsync(HistoryScript script, Func<Scripted, Task<object?>> body, TimeSpan? deadlockLimit = null) =>
        new ScriptedRun(body, deadlockLimit ?? Patience).HandleAsync(script);

    public Task<TaskOutcome> HandleAsync(
        HistoryScript script, int pageSize = int.MaxValue, WorkflowQuery? legacyQuery = null, Dictionary<string, WorkflowQuery>? queries = null)
    {
        HistoryPage Page(int index) => new(
            [.. script.Events.Skip(index * Math.Min(pageSize, 100_000)).Take(pageSize)],
            (index + 1L) * pageSize < script.Events.Count ? ByteString.CopyFrom([(byte)(index + 1)]) : ByteString.Empty);
        return run.HandleAsync(
            new()
            {
                PreviousStartedEventId = script.PreviousStarted,
                History = new(Page(0), run.LastEventId, (token, _) => Task.FromResult(Page(token[0]))),
                LegacyQuery = legacyQuery,
                Queries = queries ?? [],
            },
            CancellationToken.None);
    }

    public async Task<IReadOnlyList<Command>> CommandsAsync(HistoryScript script) => Commands(await HandleAsync(script));

    public static IReadOnlyList<Command> Commands(TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Completed completed => completed.Commands,
        TaskOutcome.Failed failed => throw failed.Exception,
        _ => throw new InvalidOperationException(),
    };

    public static IEnumerable<CommandType> Types(IReadOnlyList<Command> commands) => commands.Select(command => command.CommandType);

    public static string? Result(IReadOnlyList<Command> commands) => commands[^1].CompleteWorkflowExecutionCommandAttributes.Result is { } result
        ? DataConverter.Default.PayloadConverter.ToValue<string?>(result.Payloads_[0])
        : null;
}
