using Temporalio.Api.OperatorService.V1;

namespace Temporalio.Client;

/// <summary>The raw operator service. One method a call, nothing retried unless the options ask for it.</summary>
/// <exception cref="Temporalio.Exceptions.RpcException">From every method: any status but OK.</exception>
public abstract class OperatorService : RpcService
{
    internal const string FullName = "temporal.api.operatorservice.v1.OperatorService";

    internal override string ServiceName => FullName;

    public Task<AddSearchAttributesResponse> AddSearchAttributesAsync(AddSearchAttributesRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("AddSearchAttributes", req, AddSearchAttributesResponse.Parser, options);

    public Task<RemoveSearchAttributesResponse> RemoveSearchAttributesAsync(RemoveSearchAttributesRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("RemoveSearchAttributes", req, RemoveSearchAttributesResponse.Parser, options);

    public Task<ListSearchAttributesResponse> ListSearchAttributesAsync(ListSearchAttributesRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("ListSearchAttributes", req, ListSearchAttributesResponse.Parser, options);
}
