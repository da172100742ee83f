using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>An activity that was left to be completed from outside.</summary>
public record AsyncActivityHandle(ITemporalClient Client, AsyncActivityHandle.Reference Activity) : IWithSerializationContext<AsyncActivityHandle>
{
    public DataConverter? DataConverterOverride { get; init; }

    private DataConverter Converter => DataConverterOverride ?? Client.Options.DataConverter;

    private string Namespace => Client.Options.Namespace;

    private string Identity => Client.Connection.Options.Identity ?? "";

    private WorkflowService Service => Client.WorkflowService;

    public async Task CompleteAsync(object? result = null, AsyncActivityCompleteOptions? options = null)
    {
        var rpc = TemporalClient.DefaultRetryOptions(options?.Rpc);
        var payloads = await PayloadsAsync([result]);
        await (Activity switch
        {
            TaskTokenReference token => (Task)Service.RespondActivityTaskCompletedAsync(
                new() { Namespace = Namespace, TaskToken = token.Bytes, Result = payloads, Identity = Identity }, rpc),
            IdReference id => Service.RespondActivityTaskCompletedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? "",
                    ActivityId = id.ActivityId,
                    Result = payloads,
                    Identity = Identity,
                },
                rpc),
            _ => throw Unknown(),
        });
    }

    public async Task FailAsync(Exception exception, AsyncActivityFailOptions? options = null)
    {
        var rpc = TemporalClient.DefaultRetryOptions(options?.Rpc);
        var failure = await Converter.ToFailureAsync(exception);
        var heartbeat = await PayloadsAsync(options?.LastHeartbeatDetails);
        await (Activity switch
        {
            TaskTokenReference token => (Task)Service.RespondActivityTaskFailedAsync(
                new()
                {
                    Namespace = Namespace,
                    TaskToken = token.Bytes,
                    Failure = failure,
                    LastHeartbeatDetails = heartbeat,
                    Identity = Identity,
                },
                rpc),
            IdReference id => Service.RespondActivityTaskFailedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? "",
                    ActivityId = id.ActivityId,
                    Failure = failure,
                    LastHeartbeatDetails = heartbeat,
                    Identity = Identity,
                },
                rpc),
            _ => throw Unknown(),
        });
    }

    public async Task ReportCancellationAsync(AsyncActivityReportCancellationOptions? options = null)
    {
        var rpc = TemporalClient.DefaultRetryOptions(options?.Rpc);
        var details = await PayloadsAsync(options?.Details);
        await (Activity switch
        {
            TaskTokenReference token => (Task)Service.RespondActivityTaskCanceledAsync(
                new() { Namespace = Namespace, TaskToken = token.Bytes, Details = details, Identity = Identity }, rpc),
            IdReference id => Service.RespondActivityTaskCanceledByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? "",
                    ActivityId = id.ActivityId,
                    Details = details,
                    Identity = Identity,
                },
                rpc),
            _ => throw Unknown(),
        });
    }

    /// <exception cref="AsyncActivityCanceledException">The activity should stop.</exception>
    public async Task HeartbeatAsync(AsyncActivityHeartbeatOptions? options = null)
    {
        var rpc = TemporalClient.DefaultRetryOptions(options?.Rpc);
        var details = await PayloadsAsync(options?.Details);
        var cancelled = Activity switch
        {
            TaskTokenReference token => (await Service.RecordActivityTaskHeartbeatAsync(
                new() { Namespace = Namespace, TaskToken = token.Bytes, Details = details, Identity = Identity }, rpc)).CancelRequested,
            IdReference id => (await Service.RecordActivityTaskHeartbeatByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? "",
                    ActivityId = id.ActivityId,
                    Details = details,
                    Identity = Identity,
                },
                rpc)).CancelRequested,
            _ => throw Unknown(),
        };
        if (cancelled)
        {
            throw new AsyncActivityCanceledException();
        }
    }

    public AsyncActivityHandle WithSerializationContext(ISerializationContext context) =>
        this with { DataConverterOverride = Converter.WithSerializationContext(context) };

    private async Task<Payloads?> PayloadsAsync(IReadOnlyCollection<object?>? values) => await Converter.ToPayloadsMessageAsync(values ?? []);

    private ArgumentException Unknown() => new($"Unknown kind of activity reference {Activity.GetType()}");

    /// <summary>How the activity is named to the server.</summary>
    public abstract record Reference;

    public record TaskTokenReference(byte[] TaskToken) : Reference
    {
        internal ByteString Bytes => ByteString.CopyFrom(TaskToken);
    }

    public record IdReference(string WorkflowId, string? RunId, string ActivityId) : Reference;
}
