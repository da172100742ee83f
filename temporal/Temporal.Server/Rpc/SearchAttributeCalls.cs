using Temporal.Grpc;
using Temporal.Server.Storage;
using Temporal.Server.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>The names by which runs can be found, per namespace.</summary>
internal sealed class SearchAttributeCalls(ServerCore core)
{
    public Task<AddSearchAttributesResponse> AddAsync(AddSearchAttributesRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        foreach (var (name, type) in request.SearchAttributes)
        {
            CallChecks.Name(name, "Search attribute");
            if (ListingFields.IsSystem(name))
            {
                throw Refusals.Invalid($"search attribute {name} is reserved");
            }

            if (type is IndexedValueType.Unspecified || !Enum.IsDefined(type))
            {
                throw Refusals.Invalid($"search attribute {name} has no type");
            }
        }

        return core.Loop.ExecuteAsync(
            transaction =>
            {
                var known = transaction.SearchAttributes(request.Namespace);
                foreach (var (name, type) in request.SearchAttributes)
                {
                    if (known.TryGetValue(name, out var existing) && existing != type)
                    {
                        throw new GrpcException(GrpcStatusCode.AlreadyExists, $"Search attribute {name} already exists with another type.");
                    }
                }

                foreach (var (name, type) in request.SearchAttributes)
                {
                    ((StoreTransaction)transaction).AddSearchAttribute(request.Namespace, name, type);
                }

                return new AddSearchAttributesResponse();
            },
            CancellationToken.None);
    }

    public Task<RemoveSearchAttributesResponse> RemoveAsync(RemoveSearchAttributesRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        return core.Loop.ExecuteAsync(
            transaction =>
            {
                var known = transaction.SearchAttributes(request.Namespace);
                if (request.SearchAttributes.FirstOrDefault(
                    name => !known.ContainsKey(name) || NamespaceDirectory.PredefinedAttributes.ContainsKey(name)) is { } unknown)
                {
                    throw Refusals.NotFound($"search attribute {unknown} is not defined, or not to be removed");
                }

                foreach (var name in request.SearchAttributes)
                {
                    ((StoreTransaction)transaction).RemoveSearchAttribute(request.Namespace, name);
                }

                return new RemoveSearchAttributesResponse();
            },
            CancellationToken.None);
    }

    public Task<ListSearchAttributesResponse> ListAsync(ListSearchAttributesRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        var answer = new ListSearchAttributesResponse();
        foreach (var (name, type) in core.Loop.Namespaces.SearchAttributes(request.Namespace))
        {
            var group = NamespaceDirectory.PredefinedAttributes.ContainsKey(name) ? answer.SystemAttributes : answer.CustomAttributes;
            group.Add(name, type);
        }

        foreach (var (name, type) in ListingFields.SystemTypes)
        {
            answer.SystemAttributes.Add(name, type);
        }

        return Task.FromResult(answer);
    }

    public Task<GetSearchAttributesResponse> GetAllAsync(GetSearchAttributesRequest request, GrpcServerCall call)
    {
        var answer = new GetSearchAttributesResponse();
        var all = core.Loop.Namespaces.All.SelectMany(item => core.Loop.Namespaces.SearchAttributes(item.Name)).Concat(ListingFields.SystemTypes);
        foreach (var (name, type) in all)
        {
            answer.Keys[name] = type;
        }

        return Task.FromResult(answer);
    }
}
