using Temporal.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class StartTests
{
    private readonly World world = new();

    [Fact]
    public void A_plain_start_writes_started_and_a_workflow_task()
    {
        var run = world.Start();

        Assert.Equal(["WorkflowExecutionStarted", "WorkflowTaskScheduled"], world.Events(run));
        Assert.Equal([(run, 1L)], world.WorkflowTaskOffers);
        var started = world.Last(run, EventType.WorkflowExecutionStarted).WorkflowExecutionStartedEventAttributes;
        Assert.Equal(run.RunId, started.OriginalExecutionRunId);
        Assert.Equal(run.RunId, started.FirstExecutionRunId);
        Assert.Equal(1, started.Attempt);
        Assert.Null(started.WorkflowRunTimeout);
        Assert.Null(started.WorkflowExecutionTimeout);
        Assert.Null(started.WorkflowExecutionExpirationTime);
        Assert.Null(started.RootWorkflowExecution);
        Assert.Equal(Client.Seconds(10), started.WorkflowTaskTimeout);
    }

    [Fact]
    public void The_run_timeout_never_outlasts_the_execution_timeout()
    {
        var run = world.Start(with: request =>
        {
            request.WorkflowExecutionTimeout = Client.Seconds(30);
            request.WorkflowRunTimeout = Client.Seconds(60);
            request.WorkflowTaskTimeout = Client.Seconds(500);
        });

        var started = world.Last(run, EventType.WorkflowExecutionStarted).WorkflowExecutionStartedEventAttributes;
        Assert.Equal(Client.Seconds(30), started.WorkflowRunTimeout);
        Assert.Equal(Client.Seconds(30), started.WorkflowTaskTimeout);
    }

    [Fact]
    public void A_running_workflow_refuses_a_second_start()
    {
        var run = world.Start(with: request => request.RequestId = "first");

        var refusal = Assert.Throws<GrpcException>(() => world.Start());

        Assert.Equal(GrpcStatusCode.AlreadyExists, refusal.Code);
        var detail = refusal.Detail<WorkflowExecutionAlreadyStartedFailure>();
        Assert.Equal(run.RunId, detail!.RunId);
        Assert.Equal("first", detail.StartRequestId);
    }

    [Fact]
    public void A_start_retried_with_its_request_id_finds_its_run_even_after_the_close()
    {
        var first = world.Start(Client.StartRequest(requestId: "same"));
        world.Work(Client.KeyOf("wf", first.RunId), Commands.Complete());

        var second = world.Start(Client.StartRequest(requestId: "same"));

        Assert.Equal(first.RunId, second.RunId);
        Assert.True(second.Started);
        Assert.Single(world.Runs);
    }

    [Fact]
    public void Use_existing_answers_with_the_running_one()
    {
        var run = world.Start();
        var request = Client.StartRequest();
        request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting;

        var answer = world.Start(request);

        Assert.Equal(run.RunId, answer.RunId);
        Assert.False(answer.Started);
        Assert.Equal(["WorkflowExecutionStarted", "WorkflowTaskScheduled"], world.Events(run));
    }

    [Fact]
    public void An_attached_request_id_is_recorded_once_and_remembered()
    {
        var run = world.Start();
        var request = Client.StartRequest(requestId: "second");
        request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting;
        request.OnConflictOptions = new OnConflictOptions { AttachRequestId = true };

        world.Start(request);
        var again = world.Start(Client.StartRequest(requestId: "second"));

        Assert.Equal(["WorkflowExecutionStarted", "WorkflowTaskScheduled", "WorkflowExecutionOptionsUpdated"], world.Events(run));
        var updated = world.Last(run, EventType.WorkflowExecutionOptionsUpdated);
        Assert.True(updated.WorkerMayIgnore);
        Assert.Equal("second", updated.WorkflowExecutionOptionsUpdatedEventAttributes.AttachedRequestId);
        Assert.Equal(run.RunId, again.RunId);
        Assert.False(again.Started);
    }

    [Theory]
    [InlineData(WorkflowIdConflictPolicy.TerminateExisting, 0)]
    [InlineData(WorkflowIdConflictPolicy.Unspecified, 4)]
    public void Terminate_existing_ends_the_running_one_and_starts_anew_in_one_change(WorkflowIdConflictPolicy conflict, int reuse)
    {
        var old = world.Start();
        world.Take(old);
        world.Signal(old);
        var request = Client.StartRequest();
        request.WorkflowIdConflictPolicy = conflict;
        request.WorkflowIdReusePolicy = (WorkflowIdReusePolicy)reuse;

        var answer = world.Start(request);

        Assert.Equal(
            ["WorkflowTaskFailed", "WorkflowExecutionSignaled", "WorkflowExecutionTerminated"], world.Events(old, from: 4));
        Assert.Equal(answer.RunId, world.CurrentRun("wf").Key.RunId);
        Assert.NotEqual(old.RunId, answer.RunId);
        Assert.True(answer.Started);
    }

    [Theory]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicate, false, true)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicate, true, true)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicateFailedOnly, false, false)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicateFailedOnly, true, true)]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate, false, false)]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate, true, false)]
    public void The_reuse_policy_decides_after_a_close(WorkflowIdReusePolicy reuse, bool hasFailed, bool isAllowed)
    {
        var old = world.Start();
        world.Work(old, hasFailed ? Commands.Fail() : Commands.Complete());
        var request = Client.StartRequest();
        request.WorkflowIdReusePolicy = reuse;

        if (isAllowed)
        {
            Assert.NotEqual(old.RunId, world.Start(request).RunId);
        }
        else
        {
            Assert.Equal(GrpcStatusCode.AlreadyExists, Assert.Throws<GrpcException>(() => world.Start(request)).Code);
        }
    }

    [Theory]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate, WorkflowIdConflictPolicy.TerminateExisting)]
    [InlineData((WorkflowIdReusePolicy)4, WorkflowIdConflictPolicy.UseExisting)]
    public void Contradicting_policies_are_refused(WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict)
    {
        var request = Client.StartRequest();
        request.WorkflowIdReusePolicy = reuse;
        request.WorkflowIdConflictPolicy = conflict;

        Assert.Equal(GrpcStatusCode.InvalidArgument, Assert.Throws<GrpcException>(() => world.Start(request)).Code);
    }

    [Fact]
    public void A_cron_schedule_is_refused_rather_than_ignored()
    {
        var request = Client.StartRequest();
        request.CronSchedule = "* * * * *";

        Assert.Equal(GrpcStatusCode.InvalidArgument, Assert.Throws<GrpcException>(() => world.Start(request)).Code);
    }

    [Fact]
    public void A_start_delay_puts_the_first_workflow_task_off_and_a_plain_signal_does_not_hurry_it()
    {
        var run = world.Start(with: request => request.WorkflowStartDelay = Client.Seconds(30));
        world.Signal(run);
        Assert.Empty(world.WorkflowTaskOffers);

        world.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(["WorkflowExecutionStarted", "WorkflowExecutionSignaled"], world.Events(run));

        world.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["WorkflowExecutionStarted", "WorkflowExecutionSignaled", "WorkflowTaskScheduled"], world.Events(run));
        Assert.Single(world.WorkflowTaskOffers);
    }

    [Fact]
    public void Search_attributes_are_marked_with_their_type()
    {
        var run = world.Start(with: request => request.SearchAttributes = Attributes("CustomKeyword", "\"blue\""));

        var stored = world.Last(run, EventType.WorkflowExecutionStarted).WorkflowExecutionStartedEventAttributes.SearchAttributes;
        Assert.Equal("Keyword", stored.IndexedFields["CustomKeyword"].Metadata["type"].ToStringUtf8());
    }

    [Theory]
    [InlineData("Unknown", "\"blue\"")]
    [InlineData("CustomInt", "\"blue\"")]
    [InlineData("CustomKeyword", "17")]
    [InlineData("CustomList", "not json")]
    public void Search_attributes_of_unknown_name_or_wrong_type_are_refused(string name, string json)
    {
        var request = Client.StartRequest();
        request.SearchAttributes = Attributes(name, json);

        Assert.Equal(GrpcStatusCode.InvalidArgument, Assert.Throws<GrpcException>(() => world.Start(request)).Code);
    }

    internal static SearchAttributes Attributes(string name, string json) => new()
    {
        IndexedFields = { [name] = new Payload { Data = Google.Protobuf.ByteString.CopyFromUtf8(json) } },
    };
}
