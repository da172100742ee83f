using Temporalio.Exceptions;

namespace Webhooks.Activities.Documents;

/// <summary>Where documents are put for people to read: a folder, or a SharePoint library.</summary>
public abstract class DocumentStore
{
    /// <summary>Puts the file in its place, whole or not at all; the same file again changes nothing.</summary>
    /// <exception cref="ApplicationFailureException">It could not.</exception>
    public abstract Task<StoredFile> UploadAsync(DocumentFile file, CancellationToken cancellationToken);
}
