using Temporalio.Workflows;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Interventions;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Patterns;

/// <summary>Puts a document into the document store, or, when that fails for good, where a person finds it and decides.</summary>
internal static class DocumentUpload
{
    private const string Step = "upload";

    /// <returns>Where it stands; null when it waits in the local backup for a person (<see cref="ManualUploadWorkflow"/>).</returns>
    public static Task<StoredFile?> OrBackupAsync(DocumentFile file) => OrBackupAsync(
        reason => new UploadRequest { Key = file.Key, Folder = file.Folder, Name = file.Name, Reason = reason, AskedBy = Workflow.Info.WorkflowId },
        () => Workflow.ExecuteActivityAsync((DocumentActivities activities) => activities.UploadDocumentAsync(file), ActivityPolicies.Upload.Uninterrupted()),
        () => Workflow.ExecuteActivityAsync((DocumentActivities activities) => activities.SaveBackupAsync(file), ActivityPolicies.Critical.Uninterrupted()));

    /// <summary>A document of a report, which stays in its folder instead of travelling.</summary>
    /// <returns>As for the other.</returns>
    public static Task<StoredFile?> OrBackupAsync(ReportFile file) => OrBackupAsync(
        reason => new UploadRequest { Key = file.Key, Folder = file.Folder, Name = file.Name, Reason = reason, AskedBy = Workflow.Info.WorkflowId },
        () => Workflow.ExecuteActivityAsync((ReportDocuments activities) => activities.UploadReportAsync(file), ActivityPolicies.Upload.Uninterrupted()),
        () => Workflow.ExecuteActivityAsync((ReportDocuments activities) => activities.SaveReportBackupAsync(file), ActivityPolicies.Critical.Uninterrupted()));

    private static Task<StoredFile?> OrBackupAsync(Func<string, UploadRequest> requestFor, Func<Task<StoredFile>> uploadAsync, Func<Task> saveAsync) =>
        Degradation.OrElseAsync<StoredFile?>(
            Step,
            async () => await uploadAsync(),
            async reason =>
            {
                await saveAsync();
                var request = requestFor(FailureName.Of(reason));
                await Workflow.ExecuteActivityAsync(() => InterventionActivities.RequestUploadAsync(request), ActivityPolicies.Settlement.Uninterrupted());
                return null;
            });
}
