using Temporalio.Workflows;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Interventions;
using Webhooks.Contracts.Interventions;

namespace Webhooks.Workflows.Patterns;

/// <summary>Puts a document into the document store, or, when that fails for good, where a person finds it and decides.</summary>
internal static class DocumentUpload
{
    private const string Step = "upload";

    /// <returns>Where it stands; null when it waits in the local backup for a person (<see cref="ManualUploadWorkflow"/>).</returns>
    public static Task<StoredFile?> OrBackupAsync(DocumentFile file) => Degradation.OrElseAsync<StoredFile?>(
        Step,
        async () => await Workflow.ExecuteActivityAsync(
            (DocumentActivities activities) => activities.UploadDocumentAsync(file), ActivityPolicies.Upload.Uninterrupted()),
        async reason =>
        {
            await Workflow.ExecuteActivityAsync((DocumentActivities activities) => activities.SaveBackupAsync(file), ActivityPolicies.Critical.Uninterrupted());
            var request = new UploadRequest
            {
                Key = file.Key,
                Folder = file.Folder,
                Name = file.Name,
                Reason = FailureName.Of(reason),
                AskedBy = Workflow.Info.WorkflowId,
            };
            await Workflow.ExecuteActivityAsync(() => InterventionActivities.RequestUploadAsync(request), ActivityPolicies.Settlement.Uninterrupted());
            return null;
        });
}
