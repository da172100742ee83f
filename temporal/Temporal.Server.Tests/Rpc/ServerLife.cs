using System.Net;
using Google.Protobuf;
using Grpc.Health.V1;
using Temporal.Grpc;
using Temporal.Server.Hosting;
using Temporal.Server.Tests.Storage;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Rpc;

public sealed class ServerLife : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("temporal-");

    private string Database => Path.Combine(_folder.FullName, "temporal.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Open_workflows_go_on_after_a_restart_and_known_request_ids_stay_known()
    {
        string runId;
        PollWorkflowTaskQueueResponse held;
        await using (var first = await LiveServer.StartAsync(options => options.DatabasePath = Database))
        {
            runId = await first.StartAsync("a", request => request.RequestId = "start-a");
            await first.StartAsync("held");
            await first.CompleteAsync(await first.PollAsync());
            held = await first.PollAsync();
            await first.SignalAsync("a", "signal-a");
        }

        await using var second = await LiveServer.StartAsync(options => options.DatabasePath = Database);
        Assert.Equal(runId, await second.StartAsync("a", request => request.RequestId = "start-a"));
        await second.SignalAsync("a", "signal-a");
        var task = await second.PollAsync();
        Assert.Equal("a", task.WorkflowExecution.WorkflowId);
        Assert.Single(task.History.Events, item => item.EventType == EventType.WorkflowExecutionSignaled);
        await second.CompleteAsync(held, null, LiveServer.CompleteWorkflow());
    }

    [Fact]
    public async Task A_database_in_use_is_refused_and_free_again_afterwards()
    {
        await using (await LiveServer.StartAsync(options => options.DatabasePath = Database))
        {
            var refused = await Assert.ThrowsAsync<DatabaseInUseException>(() => LiveServer.StartAsync(options => options.DatabasePath = Database));
            Assert.Contains(Database, refused.Message, StringComparison.Ordinal);
        }

        await using var again = await LiveServer.StartAsync(options => options.DatabasePath = Database);
    }

    [Fact]
    public async Task A_port_in_use_is_refused()
    {
        await using var first = await LiveServer.StartAsync();
        var port = IPEndPoint.Parse(first.Server.Address).Port;
        await Assert.ThrowsAsync<PortInUseException>(() => LiveServer.StartAsync(options => options.Port = port));
    }

    [Fact]
    public async Task Open_polls_do_not_hold_up_the_end_of_the_server()
    {
        var server = await LiveServer.StartAsync();
        var poll = server.PollAsync(deadline: TimeSpan.FromSeconds(60));
        await Eventually.HoldsAsync(() => server.Server.Running.Core.Queues.Report(
            new("default", LiveServer.Queue, TaskQueueType.Workflow)).Pollers.Count == 1);
        await server.Server.DisposeAsync();

        // An answer, and not a connection that was cut when the server would wait no longer.
        var refused = await Assert.ThrowsAsync<GrpcException>(() => poll);
        Assert.Equal((GrpcStatusCode.Unavailable, "the server is shutting down"), (refused.Code, refused.Message));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_unknown_namespace_is_named_in_the_refusal()
    {
        await using var server = await LiveServer.StartAsync();
        var refused = await Assert.ThrowsAsync<GrpcException>(() => server.StartAsync("a", request => request.Namespace = "elsewhere"));
        Assert.Equal(GrpcStatusCode.NotFound, refused.Code);
        Assert.Equal("elsewhere", refused.Detail<NamespaceNotFoundFailure>()?.Namespace);
    }

    [Fact]
    public async Task A_registered_namespace_survives_and_is_not_registered_twice()
    {
        var register = new RegisterNamespaceRequest { Namespace = "mine", WorkflowExecutionRetentionPeriod = new() { Seconds = 86400 } };
        await using (var first = await LiveServer.StartAsync(options => options.DatabasePath = Database))
        {
            await first.CallAsync<RegisterNamespaceResponse>(register);
        }

        await using var second = await LiveServer.StartAsync(options => options.DatabasePath = Database);
        await second.StartAsync("a", request => request.Namespace = "mine");
        var refused = await Assert.ThrowsAsync<GrpcException>(() => second.CallAsync<RegisterNamespaceResponse>(register));
        Assert.NotNull(refused.Detail<NamespaceAlreadyExistsFailure>());
    }

    [Fact]
    public async Task A_search_attribute_can_be_used_once_it_is_added()
    {
        await using var server = await LiveServer.StartAsync();
        await Assert.ThrowsAsync<GrpcException>(() => StartWithAsync(server, "a"));
        await server.CallAsync<AddSearchAttributesResponse>(
            new AddSearchAttributesRequest { Namespace = "default", SearchAttributes = { ["Colour"] = IndexedValueType.Keyword } },
            service: "operatorservice.v1.OperatorService");
        await StartWithAsync(server, "a");
        var listed = await server.CallAsync<ListSearchAttributesResponse>(
            new ListSearchAttributesRequest { Namespace = "default" }, service: "operatorservice.v1.OperatorService");
        Assert.Equal(IndexedValueType.Keyword, listed.CustomAttributes["Colour"]);
    }

    [Fact]
    public async Task Says_that_it_serves_and_what_it_does_not_know()
    {
        await using var server = await LiveServer.StartAsync();
        var health = await server.Channel.UnaryAsync(
            "/grpc.health.v1.Health/Check", new HealthCheckRequest(), HealthCheckResponse.Parser, GrpcCall.Default, CancellationToken.None);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        var refused = await Assert.ThrowsAsync<GrpcException>(
            () => server.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest(), service: "operatorservice.v1.OperatorService"));
        Assert.Equal(GrpcStatusCode.Unimplemented, refused.Code);
    }

    [Fact]
    public async Task Histories_wait_for_new_events_and_read_backwards()
    {
        await using var server = await LiveServer.StartAsync();
        await server.StartAsync("a");
        var page = await server.HistoryAsync("a", request => request.WaitNewEvent = true);
        Assert.Equal(2, page.History.Events.Count);
        var more = server.HistoryAsync("a", request =>
        {
            request.WaitNewEvent = true;
            request.NextPageToken = page.NextPageToken;
        });
        await server.SignalAsync("a");
        Assert.Equal(3, Assert.Single((await more).History.Events).EventId);

        var reverse = await server.CallAsync<GetWorkflowExecutionHistoryReverseResponse>(new GetWorkflowExecutionHistoryReverseRequest
        {
            Namespace = "default", Execution = new WorkflowExecution { WorkflowId = "a" }, MaximumPageSize = 2,
        });
        Assert.Equal([3L, 2L], reverse.History.Events.Select(item => item.EventId));
        Assert.False(reverse.NextPageToken.IsEmpty);
    }

    [Fact]
    public async Task Closed_runs_are_deleted_when_their_retention_is_over_and_open_ones_stay()
    {
        var time = new ManualTime();
        await using var rig = EngineRig.Open(time);
        await FirstNamespaces.EnsureAsync(rig.Loop, ["default"], new TemporalServerOptions { Retention = TimeSpan.FromDays(3) });
        await rig.StartAsync("closed");
        await rig.StartAsync("open");
        await rig.CompleteTaskAsync(await rig.StartTaskAsync("closed"), LiveServer.CompleteWorkflow());
        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await Retention.SweepAsync(rig.Loop, CancellationToken.None));
        time.Advance(TimeSpan.FromDays(1.1));
        Assert.Equal(1, await Retention.SweepAsync(rig.Loop, CancellationToken.None));
        Assert.Empty(await rig.HistoryAsync("closed"));
        Assert.NotEmpty(await rig.HistoryAsync("open"));
    }

    private static Task<string> StartWithAsync(LiveServer server, string id) => server.StartAsync(id, request => request.SearchAttributes = new()
    {
        IndexedFields = { ["Colour"] = new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFromUtf8("\"red\"") } },
    });
}
