using Temporalio.Exceptions;
using Webhooks.Activities.Graph;
using Webhooks.Activities.Outbound;

namespace Webhooks.Activities.Documents;

/// <summary>The documents as files of a SharePoint library.</summary>
public sealed class SharePointStore(GraphClient graph, SharePointLibrary library) : DocumentStore
{
    private readonly GraphDrive drives = new(graph);
    private volatile string? found = library.DriveId;

    public override async Task<StoredFile> UploadAsync(DocumentFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var path = FileName.Path(file.Folder, file.Name);
        var drive = found ??= await FindAsync(cancellationToken);
        if (await drives.WriteAsync(drive, path, file.Content, file.ContentType, cancellationToken) is not { } written)
        {
            // The library may have been replaced by another of the same name.
            found = library.DriveId;
            throw Missing("there is no such library, or we may not see it");
        }

        return new StoredFile { Path = path, Link = Uri.TryCreate(written.WebUrl, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps ? link : null };
    }

    private async Task<string> FindAsync(CancellationToken cancellationToken) =>
        library is { Site: { } site, Name: { } name } && await drives.FindAsync(site, name, cancellationToken) is { } drive
            ? drive
            : throw Missing("the site has no such library, or there is no such site, or we may not see it");

    private static ApplicationFailureException Missing(string reason) =>
        new($"Webhooks:Documents does not name a library of SharePoint: {reason}.", ErrorTypes.Configuration, nonRetryable: true);
}
