using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Machines;
using Temporalio.Worker.Runs;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

public class PatchTests
{
    private static readonly ActivityOptions Soon = new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task A_new_run_takes_the_patch_and_lists_it()
    {
        var commands = await new ScriptedRun(Patched).CommandsAsync(HistoryScript.Of().OpenTask());
        Assert.Equal(
            [CommandType.RecordMarker, CommandType.UpsertWorkflowSearchAttributes, CommandType.ScheduleActivityTask], ScriptedRun.Types(commands));
        Assert.Equal("core_patch", commands[0].RecordMarkerCommandAttributes.MarkerName);
        Assert.Equal(
            """{"id":"change","deprecated":false}""",
            commands[0].RecordMarkerCommandAttributes.Details["patch-data"].Payloads_[0].Data.ToStringUtf8());
        var listed = commands[1].UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes.IndexedFields["TemporalChangeVersion"];
        Assert.Equal("""["change"]""", listed.Data.ToStringUtf8());
        Assert.Equal("KeywordList", listed.Metadata["type"].ToStringUtf8());
    }

    [Fact]
    public async Task A_run_from_before_the_patch_keeps_its_old_path()
    {
        var script = HistoryScript.Of().DoneTask().ActivityScheduled("Old").ActivityCompleted(5, "old").OpenTask();
        Assert.Equal("old", ScriptedRun.Result(await new ScriptedRun(Patched).CommandsAsync(script)));
    }

    [Theory]
    [InlineData("patched", false)]
    [InlineData("deprecated", false)]
    [InlineData("deprecated", true)]
    [InlineData("gone", true)]
    public async Task A_run_with_the_patch_replays_at_every_step_of_its_life(string code, bool deprecatedMarker)
    {
        var script = Marker(HistoryScript.Of().DoneTask(), "change", deprecatedMarker).ActivityScheduled("New").ActivityCompleted(7, "new").OpenTask();
        Assert.Equal("new", ScriptedRun.Result(await new ScriptedRun(Life(code)).CommandsAsync(script)));
    }

    [Fact]
    public async Task A_patch_removed_without_being_deprecated_is_nondeterminism()
    {
        var script = Marker(HistoryScript.Of().DoneTask(), "change", deprecated: false).ActivityScheduled("New").OpenTask();
        var failed = Assert.IsType<TaskOutcome.Failed>(await ScriptedRun.RunAsync(script, Life("gone")));
        Assert.IsType<WorkflowNondeterminismException>(failed.Exception);
    }

    [Fact]
    public async Task Another_patch_than_history_has_is_nondeterminism()
    {
        var script = Marker(HistoryScript.Of().DoneTask(), "else", deprecated: false).OpenTask();
        var failed = Assert.IsType<TaskOutcome.Failed>(await ScriptedRun.RunAsync(script, Patched));
        Assert.IsType<WorkflowNondeterminismException>(failed.Exception);
    }

    [Fact]
    public async Task A_deprecated_marker_of_another_patch_is_skipped_with_its_listing()
    {
        var script = Marker(Marker(HistoryScript.Of().DoneTask(), "older", deprecated: true), "change", deprecated: false)
            .ActivityScheduled("New").ActivityCompleted(9, "new").OpenTask();
        Assert.Equal("new", ScriptedRun.Result(await new ScriptedRun(Patched).CommandsAsync(script)));
    }

    [Fact]
    public async Task A_deprecation_without_marker_in_history_makes_no_difference()
    {
        var script = HistoryScript.Of().DoneTask().ActivityScheduled("New").ActivityCompleted(5, "new").OpenTask();
        Assert.Equal("new", ScriptedRun.Result(await new ScriptedRun(Life("deprecated")).CommandsAsync(script)));
    }

    [Fact]
    public async Task A_patch_is_decided_once_and_marked_once()
    {
        var commands = await new ScriptedRun(_ => Task.FromResult<object?>($"{Workflow.Patched("a")} {Workflow.Patched("a")} {Workflow.Patched("b")}"))
            .CommandsAsync(HistoryScript.Of().OpenTask());
        Assert.Equal(2, commands.Count(command => command.CommandType == CommandType.RecordMarker));
        Assert.Equal("True True True", ScriptedRun.Result(commands));
    }

    private static async Task<object?> Patched(Scripted wf) =>
        await Workflow.ExecuteActivityAsync<string>(Workflow.Patched("change") ? "New" : "Old", [], Soon);

    private static Func<Scripted, Task<object?>> Life(string code) => async wf =>
    {
        switch (code)
        {
            case "patched":
                return await Patched(wf);
            case "deprecated":
                Workflow.DeprecatePatch("change");
                break;
        }

        return await Workflow.ExecuteActivityAsync<string>("New", [], Soon);
    };

    private static HistoryScript Marker(HistoryScript script, string id, bool deprecated)
    {
        var command = new PatchMarker(id, deprecated).ToCommand().RecordMarkerCommandAttributes;
        var recorded = new MarkerRecordedEventAttributes { MarkerName = command.MarkerName };
        recorded.Details.Add(command.Details);
        var upsert = PatchMarker.UpsertOf([id])?.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes;
        return script
            .Add(EventType.MarkerRecorded, e => e.MarkerRecordedEventAttributes = recorded)
            .Add(EventType.UpsertWorkflowSearchAttributes, e => e.UpsertWorkflowSearchAttributesEventAttributes = new() { SearchAttributes = upsert });
    }
}
