using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Receiving;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Forwarding;

/// <summary>
/// Step 6: signal-with-start of the entity's workflow. The raw call, because the request id must come from the delivery: Temporal takes two
/// calls with one request id for one, as long as the run is open; after that the workflow's own memory of delivery keys does.
/// </summary>
internal sealed class EntitySignal(ITemporalClient client, OrderingSettings ordering)
{
    /// <param name="row">Pending delivery that has a workflow.</param>
    /// <param name="deadline">Nothing of the call is under way after this; the signal may have been taken.</param>
    /// <exception cref="System.Text.Json.JsonException">What is stored of the delivery cannot be read.</exception>
    public async Task<SignalResult> SendAsync(DeliveryRecord row, TimeSpan deadline)
    {
        // Connecting counts too, which the deadline of the call alone would not cover; both are measured on the real clock.
        using var enough = new CancellationTokenSource(deadline);
        var request = await RequestAsync(row);
        try
        {
            var reply = await client.Connection.WorkflowService.SignalWithStartWorkflowExecutionAsync(
                request, new RpcOptions { Timeout = deadline, CancellationToken = enough.Token });
            return new SignalResult { RunId = reply.RunId };
        }
        catch (Exception e) when (enough.IsCancellationRequested && e is OperationCanceledException or RpcException { Code: RpcException.StatusCode.Cancelled })
        {
            return new SignalResult { Failure = SignalFailure.TimedOut, Detail = $"No answer within {deadline.TotalSeconds} s." };
        }
        catch (RpcException e)
        {
            return new SignalResult { Failure = FailureOf(e.Code), Detail = $"{e.Code}: {e.Message}" };
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException)
        {
            // A lazy client reports in this way that it could not connect.
            return new SignalResult { Failure = SignalFailure.TemporalUnavailable, Detail = e.Message };
        }
    }

    /// <summary>The delivery id is 128 bits of the delivery key's hash, so it makes a UUID, which is what servers expect here.</summary>
    public static string RequestIdOf(string deliveryId) => Guid.ParseExact(deliveryId, "N").ToString("D");

    private async Task<SignalWithStartWorkflowExecutionRequest> RequestAsync(DeliveryRecord row)
    {
        var arguments = await client.Options.DataConverter.ToPayloadsAsync([EventOf(row)]);
        var request = new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = client.Options.Namespace,
            WorkflowId = row.WorkflowId,
            WorkflowType = new WorkflowType { Name = row.WorkflowType },
            TaskQueue = new TaskQueue { Name = TaskQueues.Realtime, Kind = TaskQueueKind.Normal },
            SignalName = WorkflowNames.DeliverSignal,
            SignalInput = new Payloads { Payloads_ = { arguments } },
            Identity = client.Connection.Options.Identity ?? "",
            RequestId = RequestIdOf(row.DeliveryId),
            WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicate,
            WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
        };
        if (ordering.Start is { } start)
        {
            request.Input = new Payloads { Payloads_ = { await client.Options.DataConverter.ToPayloadsAsync([start]) } };
        }

        return request;
    }

    private static DeliveryEvent EventOf(DeliveryRecord row) => EventOf(row, DeliveryFacts.FromJson(row.Event));

    private static DeliveryEvent EventOf(DeliveryRecord row, DeliveryFacts facts) => new()
    {
        DeliveryId = row.DeliveryId,
        Key = row.Key,
        Source = row.Source,
        Provider = row.Provider,
        EventName = row.EventName,
        Entity = row.Entity ?? throw new InvalidOperationException($"Delivery {row.DeliveryId} is pending and has no entity."),
        ReceivedAt = row.ReceivedAt,
        Payload = row.Payload,
        ReplayOf = facts.ReplayOf,
        OwnChange = facts.OwnChange,
        Push = facts.Push,
        PullRequest = facts.PullRequest,
        Release = facts.Release,
        Deployment = facts.Deployment,
        RepositoryChange = facts.RepositoryChange,
        JiraIssue = facts.JiraIssue,
        AzureResource = facts.AzureResource,
    };

    private static SignalFailure FailureOf(RpcException.StatusCode code) => code switch
    {
        RpcException.StatusCode.Unavailable => SignalFailure.TemporalUnavailable,
        RpcException.StatusCode.NotFound or RpcException.StatusCode.PermissionDenied or RpcException.StatusCode.Unauthenticated
            or RpcException.StatusCode.Unimplemented => SignalFailure.TemporalRefuses,
        RpcException.StatusCode.ResourceExhausted => SignalFailure.Throttled,
        RpcException.StatusCode.InvalidArgument => SignalFailure.CallRefused,
        RpcException.StatusCode.DeadlineExceeded => SignalFailure.TimedOut,
        RpcException.StatusCode.OK or RpcException.StatusCode.Cancelled or RpcException.StatusCode.Unknown
            or RpcException.StatusCode.AlreadyExists
            or RpcException.StatusCode.FailedPrecondition or RpcException.StatusCode.Aborted or RpcException.StatusCode.OutOfRange
            or RpcException.StatusCode.Internal or RpcException.StatusCode.DataLoss => SignalFailure.EntityStuck,
    };
}
