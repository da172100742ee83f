using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Storage;
using Temporal.Server.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>What the server is and can do, and its namespaces.</summary>
internal sealed class NamespaceCalls(ServerCore core)
{
    private const string ServerVersion = "1.32.0";

    private static readonly TimeSpan ShortestRetention = TimeSpan.FromDays(1);

    public static Task<GetSystemInfoResponse> GetSystemInfoAsync(GetSystemInfoRequest request, GrpcServerCall call) =>
        Task.FromResult(new GetSystemInfoResponse
        {
            ServerVersion = ServerVersion,
            Capabilities = new GetSystemInfoResponse.Types.Capabilities
            {
                SignalAndQueryHeader = true,
                InternalErrorDifferentiation = true,
                ActivityFailureIncludeHeartbeat = true,
                SupportsSchedules = true,
                EncodedFailureAttributes = true,
                BuildIdBasedVersioning = true,
                UpsertMemo = true,
                SdkMetadata = true,
                CountGroupByExecutionStatus = true,
            },
        });

    public static Task<GetClusterInfoResponse> GetClusterInfoAsync(GetClusterInfoRequest request, GrpcServerCall call) =>
        Task.FromResult(new GetClusterInfoResponse
        {
            ServerVersion = ServerVersion,
            ClusterId = "embedded",
            ClusterName = "embedded",
            HistoryShardCount = 1,
            PersistenceStore = "sqlite",
            VisibilityStore = "sqlite",
        });

    public Task<DescribeNamespaceResponse> DescribeAsync(DescribeNamespaceRequest request, GrpcServerCall call)
    {
        var isNamed = request.Namespace.Length > 0;
        var found = isNamed ? core.Loop.Namespaces.Find(request.Namespace) : core.Loop.Namespaces.FindById(request.Id);
        if (found is null)
        {
            throw Refusals.NoSuchNamespace(isNamed ? request.Namespace : request.Id);
        }

        return Task.FromResult(Describe(found));
    }

    public Task<ListNamespacesResponse> ListAsync(ListNamespacesRequest request, GrpcServerCall call) =>
        Task.FromResult(new ListNamespacesResponse { Namespaces = { core.Loop.Namespaces.All.Select(Describe) } });

    public Task<RegisterNamespaceResponse> RegisterAsync(RegisterNamespaceRequest request, GrpcServerCall call)
    {
        CallChecks.Name(request.Namespace, "Namespace");
        var retention = request.WorkflowExecutionRetentionPeriod?.ToTimeSpan() ?? TimeSpan.Zero;
        if (retention < ShortestRetention)
        {
            throw Refusals.Invalid("A retention of at least one day must be set.");
        }

        var added = new StoredNamespace
        {
            Name = request.Namespace,
            Id = Guid.NewGuid().ToString(),
            Description = request.Description,
            OwnerEmail = request.OwnerEmail,
            Retention = retention,
        };
        return core.Loop.ExecuteAsync(
            transaction =>
            {
                ((StoreTransaction)transaction).Add(added, orThrow: () => GrpcException.WithDetail(
                    GrpcStatusCode.AlreadyExists, "Namespace already exists.", new NamespaceAlreadyExistsFailure()));
                return new RegisterNamespaceResponse();
            },
            CancellationToken.None);
    }

    private static DescribeNamespaceResponse Describe(StoredNamespace item) => new()
    {
        NamespaceInfo = new NamespaceInfo
        {
            Name = item.Name,
            Id = item.Id,
            State = NamespaceState.Registered,
            Description = item.Description,
            OwnerEmail = item.OwnerEmail,
            Capabilities = new NamespaceInfo.Types.Capabilities { WorkerPollCompleteOnShutdown = true },
            Limits = new NamespaceInfo.Types.Limits { BlobSizeLimitError = CallChecks.LargestBlob, MemoSizeLimitError = CallChecks.LargestBlob },
        },
        Config = new NamespaceConfig { WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(item.Retention) },
    };
}
