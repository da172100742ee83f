using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Replay;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class TaskFailureTests(EmbeddedServer server) : WorkerTest(server)
{
    [Fact]
    public async Task A_run_whose_code_failed_goes_on_once_the_code_is_mended()
    {
        var broken = true;
        var options = Coded(async wf =>
        {
            await Workflow.DelayAsync(1);
            return broken ? throw new NotSupportedException("bug") : "mended";
        });
        await WithWorkerAsync(options, async () =>
        {
            var handle = Replayed(await StartAsync());
            await UntilAsync(async () => await CountAsync(handle, EventType.WorkflowTaskFailed) > 0);
            broken = false;
            Assert.Equal("mended", await handle.GetResultAsync<string>());
        });
    }

    [Fact]
    public async Task A_worker_with_other_code_reports_nondeterminism_and_the_right_one_ends_the_run()
    {
        var handle = await StartAsync();
        await RunAsync(Coded(WaitForNoteAsync), () => UntilAsync(async () => await CountAsync(handle, EventType.TimerStarted) == 1));
        await handle.SignalAsync("Note", ["x"]);
        await RunAsync(Coded(_ => Task.FromResult<object?>("other")), () => UntilAsync(async () => await CountAsync(handle, EventType.WorkflowTaskFailed) > 0));
        var failed = (await handle.FetchHistoryAsync()).Events.First(e => e.EventType == EventType.WorkflowTaskFailed).WorkflowTaskFailedEventAttributes;
        Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failed.Cause);
        await WithWorkerAsync(Coded(WaitForNoteAsync), async () => Assert.Equal("x", await Replayed(handle).GetResultAsync<string>()));

        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow(Definition(_ => Task.FromResult<object?>("other"))));
        var history = await handle.FetchHistoryAsync();
        await Assert.ThrowsAsync<WorkflowNondeterminismException>(() => replayer.ReplayWorkflowAsync(history));
        Assert.NotNull((await replayer.ReplayWorkflowAsync(history, throwOnReplayFailure: false)).ReplayFailure);
    }

    [Fact]
    public async Task Payloads_travel_through_the_codec_and_markers_and_search_attributes_do_not()
    {
        var connection = Client.Connection;
        var coded = new TemporalClient(connection, new() { DataConverter = DataConverter.Default with { PayloadCodec = new Reversing() } });
        var options = Options(typeof(MarksWorkflow), typeof(CollectWorkflow)).AddAllActivities(typeof(Cases), null);
        using var worker = new TemporalWorker(coded, options);
        await worker.ExecuteAsync(async () =>
        {
            var start = NewId();
            start.SignalWithStart((CollectWorkflow wf) => wf.NoteAsync("secret"));
            var collect = await coded.StartWorkflowAsync((CollectWorkflow wf) => wf.RunAsync(), start);
            await UntilAsync(async () => await collect.QueryAsync(wf => wf.Notes()) == "main secret");
            await collect.SignalAsync(wf => wf.StopAsync());
            Assert.Equal("main secret", await collect.GetResultAsync());
            Assert.DoesNotContain("secret", (await collect.FetchHistoryAsync()).ToJson(), StringComparison.Ordinal);

            var marks = await coded.StartWorkflowAsync((MarksWorkflow wf) => wf.RunAsync(), NewId());
            Assert.Equal("True value", await marks.GetResultAsync());
            var replayer = new WorkflowReplayer(
                new WorkflowReplayerOptions { DataConverter = coded.Options.DataConverter }.AddWorkflow<MarksWorkflow>().AddWorkflow<CollectWorkflow>());
            await replayer.ReplayWorkflowAsync(await marks.FetchHistoryAsync());
            await replayer.ReplayWorkflowAsync(await collect.FetchHistoryAsync());
        }).WaitAsync(Limit);
    }

    private static async Task<object?> WaitForNoteAsync(Scripted wf)
    {
        await Workflow.WaitConditionAsync(() => wf.Log.Count > 0, TimeSpan.FromMinutes(5));
        return wf.Notes();
    }

    private static WorkflowDefinition Definition(Func<Scripted, Task<object?>> body) =>
        WorkflowDefinition.Create(typeof(Scripted), null, _ => new Scripted(body));

    private TemporalWorkerOptions Coded(Func<Scripted, Task<object?>> body) => Options().AddWorkflow(Definition(body));

    private Task<WorkflowHandle> StartAsync() => Client.StartWorkflowAsync(Scripted.Name, [], NewId());

    private async Task RunAsync(TemporalWorkerOptions options, Func<Task> body)
    {
        using var worker = new TemporalWorker(Client, options);
        await worker.ExecuteAsync(body).WaitAsync(Limit);
    }

    private sealed class Reversing : IPayloadCodec
    {
        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(payload => new Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8("test/reversed") },
                Data = ByteString.CopyFrom([.. payload.ToByteArray().Reverse()]),
            })]);

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>(
                [.. payloads.Select(payload => payload.Metadata["encoding"].ToStringUtf8() == "test/reversed"
                    ? Payload.Parser.ParseFrom([.. payload.Data.Reverse()])
                    : throw new InvalidOperationException("not encoded"))]);
    }
}
