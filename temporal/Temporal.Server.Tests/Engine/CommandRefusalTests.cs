using Temporal.Grpc;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class CommandRefusalTests
{
    private readonly World world = new();

    public static TheoryData<string, Command> Bad => new()
    {
        { "BadScheduleActivityAttributes", Commands.Activity(id: "") },
        { "BadScheduleActivityAttributes", Commands.Activity(with: command => command.StartToCloseTimeout = null) },
        { "BadScheduleActivityAttributes", Commands.Activity(with: command => command.RetryPolicy = new RetryPolicy { BackoffCoefficient = 0.5 }) },
        { "ScheduleActivityDuplicateId", Commands.Activity("taken") },
        { "BadRequestCancelActivityAttributes", Commands.CancelActivity(77) },
        { "BadStartTimerAttributes", Commands.Timer(seconds: 0) },
        { "StartTimerDuplicateId", Commands.Timer("taken") },
        { "BadCancelTimerAttributes", Commands.CancelTimer("unknown") },
        { "BadRecordMarkerAttributes", Commands.Marker("") },
        { "BadSearchAttributes", Upsert("Unknown", "1") },
        { "BadSearchAttributes", Upsert("CustomInt", "\"one\"") },
        { "BadModifyWorkflowPropertiesAttributes", new Command { ModifyWorkflowPropertiesCommandAttributes = new() } },
        { "BadStartChildExecutionAttributes", Commands.Child("") },
        { "BadStartChildExecutionAttributes", Commands.Child(with: command => command.CronSchedule = "* * * * *") },
        { "BadSignalWorkflowExecutionAttributes", Commands.SignalOther("") },
        { "BadRequestCancelExternalWorkflowExecutionAttributes", Commands.CancelOther("") },
        { "BadFailWorkflowExecutionAttributes", new Command { FailWorkflowExecutionCommandAttributes = new() } },
        { "BadContinueAsNewAttributes", Commands.ContinueAsNew(command => command.CronSchedule = "* * * * *") },
        { "BadUpdateWorkflowExecutionMessage", new Command { ProtocolMessageCommandAttributes = new() { MessageId = "m" } } },
        { "FeatureDisabled", new Command { CommandType = CommandType.ScheduleNexusOperation } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_command_fails_the_task_and_undoes_those_before_it(string cause, Command bad)
    {
        var run = world.Start();
        world.Work(run, Commands.Activity("taken"), Commands.Timer("taken"), Commands.Timer("dropped"));
        world.Signal(run);
        world.ActivityOffers.Clear();
        var task = world.Take(run);

        var refusal = Assert.Throws<GrpcException>(() => world.Complete(
            task, Commands.Activity("new"), Commands.Timer("new"), Commands.Child(), Commands.CancelTimer("dropped"), bad));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refusal.Code);
        Assert.Equal(cause, refusal.Message.Split(':')[0]);
        Assert.Equal("WorkflowTaskFailed", world.Events(run)[^1]);
        Assert.Equal(cause, world.Last(run, EventType.WorkflowTaskFailed).WorkflowTaskFailedEventAttributes.Cause.ToString());
        Assert.Equal(["taken"], world.Runs[run].State.Activities.Values.Select(activity => activity.ActivityId));
        Assert.Equal(["dropped", "taken"], world.Runs[run].State.Timers.Keys.Order());
        Assert.Empty(world.ActivityOffers);
        Assert.Single(world.Runs);
    }

    [Fact]
    public void A_later_attempt_that_is_refused_is_left_to_time_out()
    {
        var run = world.Start();
        world.FailTask(world.Take(run));
        var second = world.Take(run);

        Assert.Throws<GrpcException>(() => world.Complete(second, Commands.Timer(seconds: 0)));

        Assert.Equal(2, world.Runs[run].State.WorkflowTask.Attempt);
        world.Complete(second, Commands.Timer());
        Assert.Equal("TimerStarted", world.Events(run)[^1]);
    }

    [Fact]
    public void Too_many_pending_activities_are_refused()
    {
        world.Options = world.Options with { MaximumPendingActivities = 1 };
        var run = world.Start();

        var refusal = Assert.Throws<GrpcException>(() => world.Work(run, Commands.Activity("a"), Commands.Activity("b")));

        Assert.Equal("PendingActivitiesLimitExceeded", refusal.Message);
    }

    [Fact]
    public void An_oversized_command_ends_the_run()
    {
        world.Options = world.Options with { MaximumBlobBytes = 1000 };
        var run = world.Start();

        Assert.Throws<GrpcException>(() => world.Work(run, Commands.Activity(with: command => command.Input = Worker.Text(new string('x', 2000)))));

        Assert.Equal(["WorkflowTaskFailed", "WorkflowExecutionTerminated"], world.Events(run, from: 4));
    }

    [Fact]
    public void Only_the_first_closing_command_counts()
    {
        var run = world.Start();

        world.Work(run, Commands.Complete(), Commands.Fail());

        Assert.Equal(["WorkflowTaskCompleted", "WorkflowExecutionCompleted"], world.Events(run, from: 4));
    }

    [Fact]
    public void Summary_and_details_of_a_command_go_onto_its_event()
    {
        var run = world.Start();
        var metadata = new UserMetadata { Summary = new Payload { Metadata = { ["k"] = Google.Protobuf.ByteString.CopyFromUtf8("v") } } };
        var timer = Commands.Timer();
        timer.UserMetadata = metadata;

        world.Work(run, timer, Commands.Marker());

        Assert.Equal(metadata, world.Last(run, EventType.TimerStarted).UserMetadata);
        Assert.Null(world.Last(run, EventType.MarkerRecorded).UserMetadata);
    }

    [Fact]
    public void Search_attributes_and_memo_are_merged_and_emptied_by_null()
    {
        var run = world.Start(with: request => request.SearchAttributes = StartTests.Attributes("CustomKeyword", "\"blue\""));
        world.Work(run, Upsert("CustomInt", "7"), Upsert("CustomKeyword", "null"), Memo("m", "1"), Memo("n", "2"));
        world.Signal(run);
        world.Work(run, Memo("m", "null"));

        Assert.Equal(["CustomInt"], world.Runs[run].State.SearchAttributes.IndexedFields.Keys);
        Assert.Equal(["n"], world.Runs[run].State.Memo.Fields.Keys);
        Assert.Contains("UpsertWorkflowSearchAttributes", world.Events(run));
        Assert.Contains("WorkflowPropertiesModified", world.Events(run));
    }

    private static Command Upsert(string name, string json) => new()
    {
        UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = StartTests.Attributes(name, json) },
    };

    private static Command Memo(string name, string json) => new()
    {
        ModifyWorkflowPropertiesCommandAttributes = new()
        {
            UpsertedMemo = new Memo { Fields = { [name] = new Payload { Data = Google.Protobuf.ByteString.CopyFromUtf8(json) } } },
        },
    };
}
