using System.Threading.Channels;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Tests.Client;
using Temporalio.Worker;

namespace Temporalio.Tests.Activities;

/// <summary>The server's side of activities: hands out the tasks a test puts in, and shows it what the worker reports.</summary>
internal sealed class ActivityQueue : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<PollActivityTaskQueueResponse> tasks = Channel.CreateUnbounded<PollActivityTaskQueueResponse>();
    private readonly Channel<IMessage> reports = Channel.CreateUnbounded<IMessage>();
    private readonly Channel<RecordActivityTaskHeartbeatRequest> heartbeats = Channel.CreateUnbounded<RecordActivityTaskHeartbeatRequest>();
    private FakeServer server = null!; // Set by the only way to make one.

    internal Func<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse> HeartbeatAnswer { get; set; } = _ => new();

    /// <summary>Polls to refuse before the first one is answered.</summary>
    internal int PollsToRefuse { get; set; }

    internal GrpcStatusCode Refusal { get; set; } = GrpcStatusCode.Unavailable;

    internal int Polls => server.Calls("PollActivityTaskQueue");

    internal static async Task<ActivityQueue> StartAsync()
    {
        var queue = new ActivityQueue();
        queue.server = await FakeServer.StartAsync(fake => fake
            .On("PollActivityTaskQueue", PollActivityTaskQueueRequest.Parser, (_, call) => queue.PollAsync(call.Cancelled))
            .On("RecordActivityTaskHeartbeat", RecordActivityTaskHeartbeatRequest.Parser, request =>
            {
                queue.heartbeats.Writer.TryWrite(request);
                return queue.HeartbeatAnswer(request);
            })
            .On("RespondActivityTaskCompleted", RespondActivityTaskCompletedRequest.Parser, queue.Report<RespondActivityTaskCompletedRequest, RespondActivityTaskCompletedResponse>)
            .On("RespondActivityTaskFailed", RespondActivityTaskFailedRequest.Parser, queue.Report<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>)
            .On("RespondActivityTaskCanceled", RespondActivityTaskCanceledRequest.Parser, queue.Report<RespondActivityTaskCanceledRequest, RespondActivityTaskCanceledResponse>));
        return queue;
    }

    internal void Add(string type, params object?[] arguments) => Add(type, _ => { }, arguments);

    internal void Add(string type, Action<PollActivityTaskQueueResponse> change, params object?[] arguments)
    {
        var task = new PollActivityTaskQueueResponse
        {
            TaskToken = ByteString.CopyFromUtf8($"token-{type}"),
            ActivityType = new() { Name = type },
            ActivityId = "1",
            Attempt = 1,
            WorkflowExecution = new() { WorkflowId = "w", RunId = "r" },
            WorkflowType = new() { Name = "T" },
            Input = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayloads(arguments) } },
            StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)),
        };
        change(task);
        tasks.Writer.TryWrite(task);
    }

    internal async Task<Running> WorkAsync(TemporalWorkerOptions options, TimeProvider? time = null)
    {
        options.TaskQueue = "queue";
        var client = await server.ConnectAsync();
        var worker = new ActivityWorker(() => client, options, "worker", "key", time);
        var stop = new CancellationTokenSource();
        return new(stop, worker.RunAsync(stop.Token));
    }

    internal async Task<T> ReportAsync<T>()
        where T : class, IMessage => Assert.IsType<T>(await reports.Reader.ReadAsync().AsTask().WaitAsync(Patience));

    internal Task<RecordActivityTaskHeartbeatRequest> HeartbeatAsync() => heartbeats.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    internal bool HasMoreReports => reports.Reader.TryPeek(out _);

    internal bool HasMoreHeartbeats => heartbeats.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private TResponse Report<TRequest, TResponse>(TRequest request)
        where TRequest : IMessage
        where TResponse : IMessage, new()
    {
        reports.Writer.TryWrite(request);
        return new();
    }

    private async Task<PollActivityTaskQueueResponse> PollAsync(CancellationToken cancelled)
    {
        if (Polls <= PollsToRefuse)
        {
            throw new GrpcException(Refusal, "not now");
        }

        return await tasks.Reader.ReadAsync(cancelled);
    }

    internal sealed record Running(CancellationTokenSource Stop, Task Ended) : IAsyncDisposable
    {
        internal async Task ShutdownAsync()
        {
            await Stop.CancelAsync();
            await Ended.WaitAsync(Patience);
        }

        public async ValueTask DisposeAsync()
        {
            await ShutdownAsync();
            Stop.Dispose();
        }
    }
}
