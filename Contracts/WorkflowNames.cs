namespace Webhooks.Contracts;

/// <summary>Names that cross a process between the gateway, which signals, and the worker, which runs. They outlive any class name.</summary>
public static class WorkflowNames
{
    public const string GitHubRepository = "GitHubRepositoryWorkflow";
    public const string GitHubCommitHandler = "GitHubCommitHandlerWorkflow";
    public const string ReconcileDeliveries = "ReconcileDeliveriesWorkflow";
    public const string GitHubDeployment = "GitHubDeploymentWorkflow";
    public const string JiraTicketHandler = "JiraTicketHandlerWorkflow";
    public const string AzureDeploymentHandler = "AzureDeploymentHandlerWorkflow";

    /// <summary>Signal of every entity workflow; its one argument is a <see cref="Deliveries.DeliveryEvent"/>.</summary>
    public const string DeliverSignal = "deliver";

    /// <summary>Query: what the entity is doing now.</summary>
    public const string StateQuery = "state";

    /// <summary>Query: the deliveries it settled most recently, newest first.</summary>
    public const string HistoryQuery = "history";
}
