using Temporalio.Api.History.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>Without a token it is the last page.</summary>
public record WorkflowHistoryEventPage(IReadOnlyCollection<HistoryEvent> Events, byte[]? NextPageToken);
