using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

public record QueryWorkflowInput(
    string Id, string? RunId, string Query, IReadOnlyCollection<object?> Args, WorkflowQueryOptions? Options, IDictionary<string, Payload>? Headers);
