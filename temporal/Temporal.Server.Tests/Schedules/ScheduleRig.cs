using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Engine;
using Temporal.Server.Schedules;
using Temporal.Server.Storage;
using Temporal.Server.Tests.Storage;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Schedules;

/// <summary>One schedule on the engine loop and a real file, which can be killed and opened again between any two steps.</summary>
internal sealed class ScheduleRig : IAsyncDisposable
{
    public const string Id = "nightly";

    private EngineRig _rig;

    public ScheduleRig() => _rig = EngineRig.Open(Time);

    public ManualTime Time { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    public EngineLoop Loop => _rig.Loop;

    public RunStore Store => _rig.Store;

    public RunReader Reader => _rig.Reader;

    /// <summary>When set, the server is killed and started again after every step.</summary>
    public bool RestartsAfterEveryStep { get; init; }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    public static Schedule Every(TimeSpan interval, ScheduleOverlapPolicy overlap = ScheduleOverlapPolicy.Unspecified) => new()
    {
        Spec = SpecTimes.Every(interval),
        Action = new ScheduleAction
        {
            StartWorkflow = new NewWorkflowExecutionInfo
            {
                WorkflowId = "report", WorkflowType = new WorkflowType { Name = "type" }, TaskQueue = new TaskQueue { Name = "queue" },
            },
        },
        Policies = new SchedulePolicies { OverlapPolicy = overlap },
    };

    public async Task CreateAsync(Schedule schedule, Action<CreateScheduleRequest>? configure = null)
    {
        var request = new CreateScheduleRequest { Namespace = "default", ScheduleId = Id, Schedule = schedule, RequestId = "create" };
        configure?.Invoke(request);
        await Loop.ExecuteAsync(tx => ScheduleChanges.Create(tx, request));
        await RestartWhenWantedAsync();
    }

    public async Task UpdateAsync(Schedule schedule, Action<UpdateScheduleRequest>? configure = null)
    {
        var request = new UpdateScheduleRequest { Namespace = "default", ScheduleId = Id, Schedule = schedule };
        configure?.Invoke(request);
        await Loop.ExecuteAsync(tx => ScheduleChanges.Update(tx, request));
        await RestartWhenWantedAsync();
    }

    public async Task PatchAsync(SchedulePatch patch, string requestId = "")
    {
        var request = new PatchScheduleRequest { Namespace = "default", ScheduleId = Id, Patch = patch, RequestId = requestId };
        await Loop.ExecuteAsync(tx => ScheduleChanges.Patch(tx, request));
        await RestartWhenWantedAsync();
    }

    public Task PauseAsync() => PatchAsync(new SchedulePatch { Pause = "paused" });

    public Task UnpauseAsync() => PatchAsync(new SchedulePatch { Unpause = "unpaused" });

    public Task TriggerAsync(ScheduleOverlapPolicy overlap = ScheduleOverlapPolicy.Unspecified, string requestId = "") =>
        PatchAsync(new SchedulePatch { TriggerImmediately = new TriggerImmediatelyRequest { OverlapPolicy = overlap } }, requestId);

    public Task DeleteAsync() =>
        Loop.ExecuteAsync(tx => ScheduleChanges.Delete(tx, new DeleteScheduleRequest { Namespace = "default", ScheduleId = Id }));

    /// <summary>Lets time pass and waits until all that is due then is done.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        Time.Advance(span);
        await SettleAsync();
        await RestartWhenWantedAsync();
    }

    public async Task<DescribeScheduleResponse> DescribeAsync() =>
        await Loop.ExecuteAsync(tx => ScheduleViews.Describe(ScheduleChanges.Require(tx, "default", Id), tx.Now));

    /// <summary>All workflows started so far, oldest first.</summary>
    public async Task<List<WorkflowExecutionInfo>> StartedAsync() =>
        [.. (await Reader.ListAsync("namespace=?1", ["default"], 1000, CancellationToken.None)).OrderBy(run => run.StartTime.ToDateTimeOffset()).ThenBy(run => run.Execution.WorkflowId, StringComparer.Ordinal)];

    public async Task<string[]> StartedIdsAsync() => [.. (await StartedAsync()).Select(run => run.Execution.WorkflowId)];

    /// <summary>Ends the open run of a workflow with a command of its worker.</summary>
    public async Task EndAsync(string workflowId, Command command)
    {
        await _rig.CompleteTaskAsync(await _rig.StartTaskAsync(workflowId), command);
        await SettleAsync();
        await RestartWhenWantedAsync();
    }

    public Task CompleteAsync(string workflowId, Payloads? result = null) => EndAsync(workflowId, new Command
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new CompleteWorkflowExecutionCommandAttributes { Result = result },
    });

    public Task FailAsync(string workflowId, string message = "broken") => EndAsync(workflowId, new Command
    {
        CommandType = CommandType.FailWorkflowExecution,
        FailWorkflowExecutionCommandAttributes = new FailWorkflowExecutionCommandAttributes
        {
            Failure = new Temporalio.Api.Failure.V1.Failure { Message = message, ApplicationFailureInfo = new() },
        },
    });

    public Task<T> LookAsync<T>(string workflowId, Func<Run, T> look) => _rig.LookAsync(workflowId, look);

    public async Task<Temporalio.Api.History.V1.WorkflowExecutionStartedEventAttributes> StartedEventAsync(string workflowId) =>
        (await _rig.HistoryAsync(workflowId))[0].WorkflowExecutionStartedEventAttributes;

    /// <summary>What a kill leaves on the disk is opened by the next server, perhaps some time later.</summary>
    public async Task RestartAsync(TimeSpan downtime = default)
    {
        var files = _rig.CopyFiles();
        await _rig.DisposeAsync();
        Time.Advance(downtime);
        _rig = EngineRig.OpenCopy(files, Time);
        await SettleAsync();
    }

    private Task RestartWhenWantedAsync() => RestartsAfterEveryStep ? RestartAsync() : Task.CompletedTask;

    private Task SettleAsync() => Eventually.HoldsAsync(async () => await Loop.ExecuteAsync(tx =>
        tx.FindSchedule(new ScheduleKey("default", Id)) is not { } schedule || !(ScheduleStep.Next(schedule) <= tx.Now)));
}
