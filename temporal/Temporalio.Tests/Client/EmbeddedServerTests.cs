using Temporal.Server;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

/// <summary>The client against the embedded server, without any worker.</summary>
public sealed class EmbeddedServerTests : IAsyncLifetime
{
    private TemporalServer server = null!; // Set before any test runs.
    private TemporalClient client = null!; // Likewise.

    public async Task InitializeAsync()
    {
        server = await TemporalServer.StartAsync(new());
        client = await TemporalClient.ConnectAsync(new(server.Address));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task The_server_says_it_is_serving() => Assert.True(await client.Connection.CheckHealthAsync());

    [Fact]
    public async Task A_started_workflow_is_described_with_what_was_given()
    {
        var handle = await client.StartWorkflowAsync(
            "Ship", ["o-1"], new("w", "queue") { Memo = new Dictionary<string, object> { ["note"] = "hi" }, StaticSummary = "short" });

        var described = await handle.DescribeAsync();

        Assert.Equal(("w", handle.ResultRunId, "Ship", "queue"), (described.Id, described.RunId, described.WorkflowType, described.TaskQueue));
        Assert.Equal(WorkflowExecutionStatus.Running, described.Status);
        Assert.Equal("hi", await described.Memo["note"].ToValueAsync<string>());
        Assert.Equal("short", await described.GetStaticSummaryAsync());
    }

    [Fact]
    public async Task A_second_start_finds_the_first_run()
    {
        var first = await client.StartWorkflowAsync("Ship", [], new("w", "queue"));

        var e = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(() => client.StartWorkflowAsync("Ship", [], new("w", "queue")));

        Assert.Equal(first.ResultRunId, e.RunId);
    }

    [Fact]
    public async Task Signal_with_start_starts_once_and_signals_each_time()
    {
        for (var each = 1; each <= 2; each++)
        {
            var options = new WorkflowOptions("w", "queue");
            options.SignalWithStart("deliver", [each]);
            await client.StartWorkflowAsync("Ship", [], options);
        }

        var history = await client.GetWorkflowHandle("w").FetchHistoryAsync();

        var signals = history.Events.Where(each => each.EventType == EventType.WorkflowExecutionSignaled)
            .Select(each => each.WorkflowExecutionSignaledEventAttributes.Input.Payloads_.Single().Data.ToStringUtf8());
        Assert.Equal(["1", "2"], signals);
        Assert.Single(history.Events, each => each.EventType == EventType.WorkflowExecutionStarted);
    }

    [Fact]
    public async Task Whoever_waits_for_the_result_learns_of_the_termination()
    {
        var handle = await client.StartWorkflowAsync("Ship", [], new("w", "queue"));
        var waiting = handle.GetResultAsync();

        await handle.TerminateAsync("by hand", new() { Details = ["why"] });

        var e = await Assert.ThrowsAsync<WorkflowFailedException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20)));
        var terminated = Assert.IsType<TerminatedFailureException>(e.InnerException);
        Assert.Equal(("by hand", "why"), (terminated.Message, terminated.Details?.ElementAt<string>(0)));
    }

    [Fact]
    public async Task Workflows_are_listed_and_counted()
    {
        await client.StartWorkflowAsync("Ship", [], new("a", "queue"));
        await client.StartWorkflowAsync("Ship", [], new("b", "queue"));

        var ids = await client.ListWorkflowsAsync("").Select(each => each.Id).Order().ToListAsync();

        Assert.Equal(["a", "b"], ids);
        Assert.Equal(2, (await client.CountWorkflowsAsync("")).Count);
    }

    [Fact]
    public async Task A_signal_to_nobody_is_not_found()
    {
        var e = await Assert.ThrowsAsync<RpcException>(() => client.GetWorkflowHandle("nobody").SignalAsync("deliver", []));

        Assert.Equal(RpcException.StatusCode.NotFound, e.Code);
    }
}
