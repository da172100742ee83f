using Temporalio.Activities;
using Webhooks.Activities.Outbound;

namespace Webhooks.Activities.Documents;

public sealed class DocumentActivities(DocumentStore store, UploadBackup backup, OutboundMetrics metrics)
{
    private static CancellationToken Cancelled => ActivityExecutionContext.Current.CancellationToken;

    /// <summary>Puts a file in its place in the document store. The same again leaves one file.</summary>
    [Activity]
    public Task<StoredFile> UploadDocumentAsync(DocumentFile file) => metrics.UploadAsync(async () =>
    {
        ArgumentNullException.ThrowIfNull(file);
        var stored = await store.UploadAsync(file, Cancelled);
        backup.Supersede(file.Key, stored);
        return stored;
    });

    /// <summary>Keeps a file that cannot be uploaded on this machine, until it can be or a person has taken it.</summary>
    /// <returns>The path of the file there.</returns>
    [Activity]
    public Task<string> SaveBackupAsync(DocumentFile file) => Task.FromResult(backup.Save(file));

    /// <summary>Uploads what was kept under the key. When that was done before, the answer is the same.</summary>
    [Activity]
    public Task<StoredFile> UploadBackupAsync(string key) => metrics.UploadAsync(() => backup.UploadAsync(key, store, Cancelled));
}
