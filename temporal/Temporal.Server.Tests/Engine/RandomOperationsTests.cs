using FsCheck;
using FsCheck.Fluent;
using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Engine;

/// <summary>
/// Throws operations in any order at a family of workflows. The rules of <see cref="Invariants"/> and of <see cref="World.Do"/>
/// are checked after each; and a twin world, whose runs are rebuilt from their stored state after every change, must write the same
/// histories.
/// </summary>
public sealed class RandomOperationsTests
{
    private const int Choices = 1 << 16;

    // The last one is never started by a client, only as a child.
    private static readonly string[] WorkflowIds = ["w0", "w1", "w2", "c"];

    [Fact]
    public void Any_order_of_operations_keeps_every_history_sound_and_survives_restarts_unchanged()
    {
        var operations = Gen.Choose(0, Choices - 1).ListOf(120);
        Prop.ForAll(operations.ToArbitrary(), choices =>
        {
            var world = Play(choices, restarts: false);
            var restarted = Play(choices, restarts: true);
            Assert.Equal(world.Histories.Keys, restarted.Histories.Keys);
            Assert.All(world.Histories, history => Assert.Equal(history.Value, restarted.Histories[history.Key]));
            Assert.Equal(world.ActivityOffers, restarted.ActivityOffers);
            Assert.Equal(world.WorkflowTaskOffers, restarted.WorkflowTaskOffers);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(80));
    }

    [Fact]
    public void The_operations_reach_every_kind_of_event()
    {
        var seen = new HashSet<EventType>();
        for (var game = 0u; game < 120; game++)
        {
            var choices = Choose(game, 150);
            seen.UnionWith(Play(choices, restarts: false).Histories.Values.SelectMany(history => history.Select(happening => happening.EventType)));
        }

        EventType[] unreachable =
        [
            EventType.Unspecified, EventType.WorkflowExecutionOptionsUpdated, EventType.UpsertWorkflowSearchAttributes, EventType.WorkflowPropertiesModified,
        ];
        var expected = Enum.GetValues<EventType>().Where(type => type <= EventType.UpsertWorkflowSearchAttributes).Except(unreachable);
        Assert.Empty(expected.Except(seen));
    }

    // Always the same games, so that this test is about the operations and not about luck.
    private static List<int> Choose(uint seed, int count)
    {
        var choices = new List<int>(count);
        var state = (seed * 2_654_435_761u) + 1;
        while (choices.Count < count)
        {
            state = (state * 1_664_525u) + 1_013_904_223u;
            choices.Add((int)(state >> 16));
        }

        return choices;
    }

    private static World Play(IEnumerable<int> choices, bool restarts)
    {
        var world = new World { RestartsAfterEveryChange = restarts };
        world.Options = world.Options with { MaximumBufferedEvents = 6 };
        var tasks = new Dictionary<RunKey, StartedWorkflowTask>();
        var activities = new List<Temporalio.Api.WorkflowService.V1.PollActivityTaskQueueResponse>();
        foreach (var choice in choices)
        {
            try
            {
                Step(world, choice, tasks, activities);
            }
            catch (GrpcException)
            {
                // A refusal is an answer; World.Do has checked that it left nothing behind.
            }
        }

        return world;
    }

    private static void Step(
        World world,
        int choice,
        Dictionary<RunKey, StartedWorkflowTask> tasks,
        List<Temporalio.Api.WorkflowService.V1.PollActivityTaskQueueResponse> activities)
    {
        var (kind, detail) = (choice % 16, choice / 16);
        var workflowId = WorkflowIds[detail % WorkflowIds.Length];
        var current = world.Current.TryGetValue((World.Namespace, workflowId), out var key) ? key : (RunKey?)null;
        switch (kind)
        {
            case 0 or 1:
                world.SignalWithStart(WorkflowIds[detail % 3], $"r{detail / 3 % 40}", request =>
                {
                    request.WorkflowIdConflictPolicy = (WorkflowIdConflictPolicy)(detail / 7 % 13 == 0 ? 3 : 0);
                    request.RetryPolicy = detail % 2 == 0 ? new RetryPolicy { MaximumAttempts = 3 } : null;
                    request.WorkflowRunTimeout = detail % 5 == 0 ? Client.Seconds(60) : null;
                });
                break;
            case 2 when current is { } run:
                world.Signal(run, requestId: detail % 4 == 0 ? $"s{detail / 4 % 10}" : "");
                break;
            case 3 when current is { } run && detail % 3 == 0:
                world.RequestCancel(run);
                break;
            case 4 when current is { } run && detail % 11 == 0:
                world.Terminate(run);
                break;
            case 5 or 6 or 7 when current is { } run && world.TryTake(run, sticky: world.Runs[run].State.Sticky is not null && detail % 4 != 0) is { } task:
                tasks[run] = task;
                break;
            case 8 or 9 or 10 when current is { } run && tasks.TryGetValue(run, out var held):
                Complete(world, run, held, detail, tasks);
                break;
            case 11 when current is { } run && tasks.TryGetValue(run, out var held) && detail % 3 == 0:
                world.FailTask(held);
                break;
            case 12 when current is { } run && world.Runs[run].State.Activities.Values.FirstOrDefault() is { } pending:
                if (world.TryTakeActivity(run, pending.ActivityId) is { } activity)
                {
                    activities.Add(activity);
                }

                break;
            case 13 when activities.Count > 0:
                EndActivity(world, activities[detail % activities.Count], detail / 16 % 5);
                break;
            case 14 or 15:
                world.Advance(TimeSpan.FromSeconds(detail % 5 == 0 ? detail % 30 : 0.5));
                break;
            default:
                break;
        }
    }

    private static void Complete(World world, RunKey run, StartedWorkflowTask held, int detail, Dictionary<RunKey, StartedWorkflowTask> tasks)
    {
        var commands = new List<Command>();
        var state = world.Runs[run].State;
        for (var rest = detail; rest > 0; rest /= 9)
        {
            commands.Add((rest % 11) switch
            {
                0 => Commands.Activity($"a{state.NextEventId}-{rest}", command =>
                {
                    command.HeartbeatTimeout = Client.Seconds(rest % 2 * 4);
                    command.StartToCloseTimeout = Client.Seconds(8);
                    command.RetryPolicy = new RetryPolicy { MaximumAttempts = rest % 3 };
                }),
                1 => Commands.Timer($"t{state.NextEventId}-{rest}", seconds: rest % 7 + 1),
                2 => Commands.Marker(),
                3 or 10 => Commands.Child(WorkflowIds[rest % 5 == 0 ? 0 : 3], command =>
                {
                    command.ParentClosePolicy = (ParentClosePolicy)(rest % 4);
                    command.WorkflowRunTimeout = rest % 2 == 0 ? Client.Seconds(3) : null;
                }),
                4 => Commands.SignalOther(WorkflowIds[rest % 4]),
                5 => Commands.CancelOther(WorkflowIds[rest % 4]),
                6 when state.Timers.Count > 0 => Commands.CancelTimer(state.Timers.Keys.Order(StringComparer.Ordinal).First()),
                7 when state.Activities.Count > 0 => Commands.CancelActivity(state.Activities.Keys.Min()),
                8 => Commands.Activity($"b{state.NextEventId}-{rest}"),
                _ => Commands.Marker("other"),
            });
        }

        if (detail / 4 % 5 == 0)
        {
            commands.Add((detail / 20 % 4) switch
            {
                0 => Commands.Complete(),
                1 => Commands.Fail(),
                2 => Commands.Cancel(),
                _ => Commands.ContinueAsNew(),
            });
        }

        var completed = world.Complete(
            held,
            request =>
            {
                if (detail / 80 % 2 == 0)
                {
                    Worker.Sticky(request);
                    request.ReturnNewWorkflowTask = true;
                }
            },
            [.. commands]);
        if (completed.Next is { } next)
        {
            tasks[run] = next;
        }
    }

    private static void EndActivity(World world, Temporalio.Api.WorkflowService.V1.PollActivityTaskQueueResponse activity, int how)
    {
        switch (how)
        {
            case 0:
                world.Finish(activity);
                break;
            case 1:
                world.FailActivity(activity);
                break;
            case 2:
                world.FailActivity(activity, Worker.Application("Broken", nonRetryable: true));
                break;
            case 3:
                world.CancelActivity(activity);
                break;
            default:
                world.Heartbeat(activity);
                break;
        }
    }
}
