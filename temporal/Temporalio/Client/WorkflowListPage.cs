namespace Temporalio.Client;

/// <summary>Without a token it is the last page.</summary>
public record WorkflowListPage(IReadOnlyCollection<WorkflowExecution> Workflows, byte[]? NextPageToken);
