using Temporalio.Exceptions;
using Webhooks.Activities;
using Webhooks.Activities.Documents;

namespace Webhooks.Reports.Tests.Quarter;

/// <summary>A document store that refuses one name for good until it is told otherwise.</summary>
internal sealed class RefusingStore(string directory) : DocumentStore
{
    private readonly FolderStore folder = new(directory);

    public string? Refused { get; set; }

    /// <summary>Paths of all that is there.</summary>
    public IReadOnlyList<string> Paths =>
        [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(directory, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public override Task<StoredFile> UploadAsync(DocumentFile file, CancellationToken cancellationToken) => file.Name == Refused
        ? throw new ApplicationFailureException("The store refuses it.", ErrorTypes.Authentication, nonRetryable: true)
        : folder.UploadAsync(file, cancellationToken);
}
