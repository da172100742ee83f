using Temporal.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Client;

public class StartWorkflowTests
{
    [Fact]
    public async Task A_typed_start_sends_name_arguments_and_options()
    {
        StartWorkflowExecutionRequest? sent = null;
        await using var server = await StartServerAsync(request =>
        {
            sent = request;
            return new() { RunId = "r1" };
        });
        var client = await server.ConnectAsync();

        var handle = await client.StartWorkflowAsync(
            (ShipOrder wf) => wf.RunAsync("o-1", 2),
            new("id", "queue")
            {
                RunTimeout = TimeSpan.FromMinutes(5),
                IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
                RetryPolicy = new() { MaximumAttempts = 3 },
                Memo = new Dictionary<string, object> { ["note"] = "hi" },
                TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(SearchAttributeKey.CreateKeyword("Kind"), "x").ToSearchAttributeCollection(),
                StaticSummary = "summary",
            });

        Assert.NotNull(sent);
        Assert.Equal(("orders", "id", "ShipOrder", "queue", "tester"), (sent.Namespace, sent.WorkflowId, sent.WorkflowType.Name, sent.TaskQueue.Name, sent.Identity));
        Assert.Equal(["\"o-1\"", "2"], sent.Input.Payloads_.Select(each => each.Data.ToStringUtf8()));
        Assert.Equal(300, sent.WorkflowRunTimeout.Seconds);
        Assert.Null(sent.WorkflowExecutionTimeout);
        Assert.Equal(WorkflowIdReusePolicy.AllowDuplicate, sent.WorkflowIdReusePolicy);
        Assert.Equal(WorkflowIdConflictPolicy.UseExisting, sent.WorkflowIdConflictPolicy);
        Assert.Equal(3, sent.RetryPolicy.MaximumAttempts);
        Assert.Equal("\"hi\"", sent.Memo.Fields["note"].Data.ToStringUtf8());
        Assert.Equal("Keyword", sent.SearchAttributes.IndexedFields["Kind"].Metadata["type"].ToStringUtf8());
        Assert.Equal("\"summary\"", sent.UserMetadata.Summary.Data.ToStringUtf8());
        Assert.True(Guid.TryParse(sent.RequestId, out _));
        Assert.Equal(("id", null, "r1", "r1"), (handle.Id, handle.RunId, handle.ResultRunId, handle.FirstExecutionRunId));
    }

    [Fact]
    public async Task A_retried_start_keeps_its_request_id()
    {
        var ids = new List<string>();
        await using var server = await StartServerAsync(request =>
        {
            ids.Add(request.RequestId);
            return ids.Count < 3 ? throw new GrpcException(GrpcStatusCode.Unavailable, "lost") : new() { RunId = "r1" };
        });
        var client = await server.ConnectAsync();

        await client.StartWorkflowAsync("Any", [], new("id", "queue"));

        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task A_start_with_signal_is_one_call()
    {
        SignalWithStartWorkflowExecutionRequest? sent = null;
        await using var server = await FakeServer.StartAsync(fake => fake.On(
            "SignalWithStartWorkflowExecution", SignalWithStartWorkflowExecutionRequest.Parser, request =>
            {
                sent = request;
                return new SignalWithStartWorkflowExecutionResponse { RunId = "r7" };
            }));
        var client = await server.ConnectAsync();
        var options = new WorkflowOptions("id", "queue");
        options.SignalWithStart<ShipOrder>(wf => wf.HurryAsync(5));

        var handle = await client.StartWorkflowAsync((ShipOrder wf) => wf.RunAsync("o-1", 2), options);

        Assert.NotNull(sent);
        Assert.Equal(("Hurry", "5"), (sent.SignalName, sent.SignalInput.Payloads_.Single().Data.ToStringUtf8()));
        Assert.Equal(("r7", null), (handle.ResultRunId, handle.FirstExecutionRunId));
    }

    [Fact]
    public async Task A_taken_id_says_which_run_holds_it()
    {
        await using var server = await StartServerAsync(_ => throw GrpcException.WithDetail(
            GrpcStatusCode.AlreadyExists, "taken", new WorkflowExecutionAlreadyStartedFailure { RunId = "r0" }));
        var client = await server.ConnectAsync();

        var e = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(() => client.StartWorkflowAsync("Any", [], new("id", "queue")));

        Assert.Equal(("id", "Any", "r0"), (e.WorkflowId, e.WorkflowType, e.RunId));
    }

    [Fact]
    public async Task Already_exists_without_the_detail_stays_what_it_is()
    {
        await using var server = await StartServerAsync(_ => throw new GrpcException(GrpcStatusCode.AlreadyExists, "something"));
        var client = await server.ConnectAsync();

        var e = await Assert.ThrowsAsync<RpcException>(() => client.StartWorkflowAsync("Any", [], new("id", "queue")));

        Assert.Equal(RpcException.StatusCode.AlreadyExists, e.Code);
    }

    public static TheoryData<string, WorkflowOptions> Incomplete => new()
    {
        { "id", new() { TaskQueue = "queue" } },
        { "queue", new() { Id = "id" } },
        { "signal", new("id", "queue") { StartSignalArgs = [1] } },
        { "memo", new("id", "queue") { Memo = new Dictionary<string, object> { ["note"] = null! } } },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task Incomplete_options_are_refused_before_any_call(string missing, WorkflowOptions options)
    {
        await using var server = await StartServerAsync(_ => new());
        var client = await server.ConnectAsync();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => client.StartWorkflowAsync("Any", [], options));

        Assert.Contains(missing, e.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, server.Calls("StartWorkflowExecution"));
    }

    private static Task<FakeServer> StartServerAsync(Func<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse> answer) =>
        FakeServer.StartAsync(fake => fake.On("StartWorkflowExecution", StartWorkflowExecutionRequest.Parser, answer));

    [Workflow]
    public class ShipOrder
    {
        [WorkflowRun]
        public Task<int> RunAsync(string order, int count) => Task.FromResult(count);

        [WorkflowSignal]
        public Task HurryAsync(int level) => Task.CompletedTask;
    }
}
