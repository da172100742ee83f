using Webhooks.Activities.Outbound;
using Webhooks.Storage.Durability;

namespace Webhooks.Activities.Documents;

/// <summary>The documents as files of a folder.</summary>
public sealed class FolderStore(string directory) : DocumentStore
{
    private readonly WholeFiles files = new(directory);

    public override Task<StoredFile> UploadAsync(DocumentFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var path = FileName.Path(file.Folder, file.Name);
        LocalFiles.Write(files, path, file.Content);
        return Task.FromResult(new StoredFile { Path = path, Link = null });
    }
}
