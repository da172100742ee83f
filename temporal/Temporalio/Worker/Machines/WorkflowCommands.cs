using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Worker.Machines;

/// <summary>Turns what a workflow asks for into machines with commands.</summary>
internal sealed class WorkflowCommands
{
    private const uint SweepInterval = 256;

    private readonly Dictionary<uint, TimerMachine> timers = [];
    private readonly Dictionary<uint, ActivityMachine> activities = [];
    private readonly Dictionary<uint, ChildMachine> children = [];
    private readonly Dictionary<uint, ExternalSignalMachine> signals = [];
    private readonly HashSet<string> patches = new(StringComparer.Ordinal);
    private readonly SearchAttributes upserted = new();

    public bool EndRequested { get; private set; }

    public void Accept(WorkflowMachines run, IReadOnlyList<WorkflowCommand> asked, IReadOnlySet<string> patchesInHistory)
    {
        foreach (var command in InOrder(asked, run.Flags))
        {
            Accept(run, command, patchesInHistory);
        }
    }

    /// <summary>Of several commands that end the run the first counts, and it goes last.</summary>
    private static IEnumerable<WorkflowCommand> InOrder(IReadOnlyList<WorkflowCommand> asked, SdkFlags flags)
    {
        var end = asked.OfType<WorkflowCommand.End>().FirstOrDefault();
        if (end is null)
        {
            return asked;
        }

        return flags.InUse(SdkFlags.EndCommandLast)
            ? asked.Where(command => command is not WorkflowCommand.End).Append(end)
            : asked.TakeWhile(command => command is not WorkflowCommand.End).Append(end);
    }

    private void Accept(WorkflowMachines run, WorkflowCommand command, IReadOnlySet<string> patchesInHistory)
    {
        switch (command)
        {
            case WorkflowCommand.StartTimer timer:
                run.Send(Added(timers, timer.Seq, new(run, timer.Seq)), timer.Command);
                break;
            case WorkflowCommand.CancelTimer cancel:
                timers.GetValueOrDefault(cancel.Seq)?.Cancel();
                break;
            case WorkflowCommand.ScheduleActivity activity:
                var scheduled = activity.Command.ScheduleActivityTaskCommandAttributes;
                run.Send(
                    Added(activities, activity.Seq, new(run, activity.Seq, activity.CancellationType, scheduled)), activity.Command);
                break;
            case WorkflowCommand.CancelActivity cancel:
                activities.GetValueOrDefault(cancel.Seq)?.Cancel();
                break;
            case WorkflowCommand.StartChild child:
                var start = child.Command.StartChildWorkflowExecutionCommandAttributes;
                run.Send(Added(children, child.Seq, new(run, child.Seq, child.CancellationType, start)), child.Command);
                break;
            case WorkflowCommand.CancelChild cancel:
                children.GetValueOrDefault(cancel.Seq)?.Cancel(cancel.Reason);
                break;
            case WorkflowCommand.SignalExternal signal:
                run.Send(Added(signals, signal.Seq, new(run, signal.Seq)), signal.Command);
                break;
            case WorkflowCommand.CancelSignalExternal cancel:
                signals.GetValueOrDefault(cancel.Seq)?.Cancel();
                break;
            case WorkflowCommand.CancelExternal cancel:
                run.Send(new ExternalCancelMachine(run, cancel.Seq), cancel.Command);
                break;
            case WorkflowCommand.SetPatch patch:
                Take(run, patch, patchesInHistory.Contains(patch.PatchId));
                break;
            case WorkflowCommand.UpsertSearchAttributes upsert:
                Overwrite(upserted, upsert.Command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes);
                run.Send(new RecordedMachine(run), upsert.Command);
                break;
            case WorkflowCommand.ModifyMemo modify:
                run.Send(new RecordedMachine(run), modify.Command);
                break;
            case WorkflowCommand.End end:
                EndRequested = true;
                FillContinueAsNew(run, end.Command);
                run.Send(new RecordedMachine(run), end.Command);
                break;
            default:
                throw new InvalidOperationException($"Unknown command {command.GetType().Name}");
        }
    }

    private void Take(WorkflowMachines run, WorkflowCommand.SetPatch patch, bool inHistory)
    {
        run.Send(new PatchMachine(run, patch.PatchId), new PatchMarker(patch.PatchId, patch.Deprecated).ToCommand());
        patches.Add(patch.PatchId);
        if (run.Flags.InUse(SdkFlags.UpsertOnPatch) && (!run.Replaying || inHistory) && PatchMarker.UpsertOf(patches) is { } upsert)
        {
            run.Send(new RecordedMachine(run), upsert);
        }
    }

    /// <summary>What the command leaves open the next run inherits from this one's start.</summary>
    private void FillContinueAsNew(WorkflowMachines run, Command command)
    {
        if (command.CommandType != CommandType.ContinueAsNewWorkflowExecution
            || run.Started?.WorkflowExecutionStartedEventAttributes is not { } started)
        {
            return;
        }

        var next = command.ContinueAsNewWorkflowExecutionCommandAttributes;
        next.Memo ??= started.Memo;
        next.RetryPolicy ??= started.RetryPolicy;
        if (next.SearchAttributes is null)
        {
            var attributes = started.SearchAttributes?.Clone() ?? new();
            Overwrite(attributes, upserted);
            next.SearchAttributes = attributes.IndexedFields.Count > 0 ? attributes : null;
        }
    }

    private static void Overwrite(SearchAttributes target, SearchAttributes values)
    {
        foreach (var (name, value) in values.IndexedFields)
        {
            target.IndexedFields[name] = value;
        }
    }

    private static TMachine Added<TMachine>(Dictionary<uint, TMachine> machines, uint seq, TMachine machine)
        where TMachine : Machine
    {
        // A long run would otherwise keep every timer it ever had.
        if (seq % SweepInterval == 0)
        {
            foreach (var done in machines.Where(each => each.Value.Final || each.Value.Dropped).Select(each => each.Key).ToList())
            {
                machines.Remove(done);
            }
        }

        machines.Add(seq, machine);
        return machine;
    }
}
