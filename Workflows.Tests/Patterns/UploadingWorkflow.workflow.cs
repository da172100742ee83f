using Temporalio.Workflows;
using Webhooks.Activities.Documents;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Tests.Patterns;

[Workflow]
public sealed class UploadingWorkflow
{
    [WorkflowRun]
    public async Task<string?> RunAsync(DocumentFile file) => (await DocumentUpload.OrBackupAsync(file))?.Path;
}
