using Temporalio.Exceptions;
using Webhooks.Activities;
using Webhooks.Activities.Documents;

namespace Webhooks.Workflows.Tests.Patterns;

/// <summary>A document store that can be down.</summary>
internal sealed class UnsteadyStore(string directory) : DocumentStore
{
    private readonly FolderStore folder = new(directory);

    public bool IsDown { get; set; }

    public string Directory => directory;

    /// <summary>Called in the middle of each upload.</summary>
    public Func<DocumentFile, Task> During { get; set; } = _ => Task.CompletedTask;

    public override async Task<StoredFile> UploadAsync(DocumentFile file, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new ApplicationFailureException("The store is down.", ErrorTypes.Unavailable);
        }

        await During(file);
        return await folder.UploadAsync(file, cancellationToken);
    }
}
