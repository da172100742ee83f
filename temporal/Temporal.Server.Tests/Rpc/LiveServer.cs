using Google.Protobuf;
using Temporal.Grpc;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Rpc;

/// <summary>A whole server on a free port and a client connected to it.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    public const string Queue = "queue";

    private readonly Dictionary<string, string> _runs = new(StringComparer.Ordinal);

    private LiveServer(TemporalServer server)
    {
        Server = server;
        Channel = new GrpcChannel(new GrpcChannelOptions { Address = new Uri("http://" + server.Address) });
    }

    public TemporalServer Server { get; }

    public GrpcChannel Channel { get; }

    public static async Task<LiveServer> StartAsync(Action<TemporalServerOptions>? configure = null)
    {
        var options = new TemporalServerOptions();
        configure?.Invoke(options);
        return new LiveServer(await TemporalServer.StartAsync(options));
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Server.DisposeAsync();
    }

    public Task<T> CallAsync<T>(IMessage request, TimeSpan? deadline = null, string service = "workflowservice.v1.WorkflowService", CancellationToken ct = default)
        where T : class, IMessage<T>, new() =>
        Channel.UnaryAsync(
            $"/temporal.api.{service}/{request.Descriptor.Name[..^"Request".Length]}",
            request,
            new MessageParser<T>(() => new T()),
            new GrpcCall { Deadline = deadline ?? TimeSpan.FromSeconds(30) },
            ct);

    public async Task<string> StartAsync(string workflowId, Action<StartWorkflowExecutionRequest>? configure = null)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = workflowId,
            WorkflowType = new WorkflowType { Name = "type" },
            TaskQueue = new TaskQueue { Name = Queue },
            RequestId = Guid.NewGuid().ToString(),
        };
        configure?.Invoke(request);
        return _runs[workflowId] = (await CallAsync<StartWorkflowExecutionResponse>(request)).RunId;
    }

    public Temporal.Server.Engine.RunKey CurrentRun(string workflowId) => new("default", workflowId, _runs[workflowId]);

    public Task<SignalWorkflowExecutionResponse> SignalAsync(string workflowId, string? requestId = null) =>
        CallAsync<SignalWorkflowExecutionResponse>(new SignalWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = new WorkflowExecution { WorkflowId = workflowId },
            SignalName = "signal",
            RequestId = requestId ?? Guid.NewGuid().ToString(),
        });

    public Task<PollWorkflowTaskQueueResponse> PollAsync(
        string? sticky = null, TimeSpan? deadline = null, string workerKey = "", CancellationToken ct = default) =>
        CallAsync<PollWorkflowTaskQueueResponse>(
            new PollWorkflowTaskQueueRequest
            {
                Namespace = "default",
                TaskQueue = sticky is null
                    ? new TaskQueue { Name = Queue }
                    : new TaskQueue { Name = sticky, Kind = TaskQueueKind.Sticky, NormalName = Queue },
                Identity = "worker",
                WorkerInstanceKey = workerKey,
            },
            deadline,
            ct: ct);

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(
        PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskCompletedRequest>? configure = null, params Command[] commands)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            Namespace = "default", TaskToken = task.TaskToken, Identity = "worker", Commands = { commands },
        };
        configure?.Invoke(request);
        return CallAsync<RespondWorkflowTaskCompletedResponse>(request);
    }

    public Task<GetWorkflowExecutionHistoryResponse> HistoryAsync(string workflowId, Action<GetWorkflowExecutionHistoryRequest>? configure = null)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "default", Execution = new WorkflowExecution { WorkflowId = workflowId },
        };
        configure?.Invoke(request);
        return CallAsync<GetWorkflowExecutionHistoryResponse>(request);
    }

    public static Command CompleteWorkflow() => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new CompleteWorkflowExecutionCommandAttributes(),
    };
}
