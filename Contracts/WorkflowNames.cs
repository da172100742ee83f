namespace Webhooks.Contracts;

/// <summary>Names that cross a process between the gateway, which signals, and the worker, which runs. They outlive any class name.</summary>
public static class WorkflowNames
{
    public const string GitHubRepository = "GitHubRepositoryWorkflow";
    public const string GitHubCommitHandler = "GitHubCommitHandlerWorkflow";
    public const string GitHubPullRequest = "GitHubPullRequestWorkflow";
    public const string ReconcileDeliveries = "ReconcileDeliveriesWorkflow";
    public const string GitHubDeployment = "GitHubDeploymentWorkflow";
    public const string JiraTicketHandler = "JiraTicketHandlerWorkflow";
    public const string AzureDeploymentHandler = "AzureDeploymentHandlerWorkflow";
    public const string ManualUpload = "ManualUploadWorkflow";
    public const string ManualIntervention = "ManualInterventionWorkflow";
    public const string DailyDocumentation = "DailyDocumentationWorkflow";
    public const string WeeklyInvestorReport = "WeeklyInvestorReportWorkflow";

    /// <summary>What a schedule starts: it finds out which periods are due, and has their reports written.</summary>
    public const string DueReports = "DueReportsWorkflow";

    /// <summary>Signal of every entity workflow; its one argument is a <see cref="Deliveries.DeliveryEvent"/>.</summary>
    public const string DeliverSignal = "deliver";

    /// <summary>Signal of the workflows that wait for people: somebody is asked for something. Its argument is an <see cref="Interventions.UploadRequest"/>, or an <see cref="Interventions.InterventionRequest"/>.</summary>
    public const string RequestSignal = "request";

    /// <summary>Signal of a person to <see cref="ManualUpload"/>: upload it now. No argument.</summary>
    public const string RetrySignal = "retry";

    /// <summary>Signal of a person to <see cref="ManualIntervention"/>: it is done. Its one argument is a note, or null.</summary>
    public const string ResolveSignal = "resolve";

    /// <summary>Signal of a person to either: it shall not be done. Its one argument is a note, or null.</summary>
    public const string AbandonSignal = "abandon";

    /// <summary>Query: what the workflow is doing now.</summary>
    public const string StateQuery = "state";

    /// <summary>Query: the deliveries it settled most recently, newest first.</summary>
    public const string HistoryQuery = "history";
}
