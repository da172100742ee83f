using System.Text.Json;
using Temporalio.Exceptions;
using Webhooks.Activities.Outbound;
using Webhooks.Storage.Durability;

namespace Webhooks.Activities.Documents;

/// <summary>
/// Documents that could not be uploaded, or are too large to travel: a folder each, with the file under its own name, for a person to take, and
/// beside it a <c>.json</c> of the same name that says where it belongs. <c>uploaded/</c> keeps where those went that were uploaded since, so that
/// the same upload asked for again has the same answer.
/// </summary>
public sealed class UploadBackup(string directory)
{
    private const string Uploaded = "uploaded";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly WholeFiles files = new(directory);

    /// <returns>The full path of the file, for a person.</returns>
    /// <exception cref="ApplicationFailureException">It could not be saved.</exception>
    public string Save(DocumentFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var folder = FileName.OfKey(file.Key);
        var path = LocalFiles.Write(files, $"{folder}/{FileName.Part(file.Name)}", file.Content);
        var pending = new PendingUpload { Key = file.Key, Folder = file.Folder, Name = file.Name, ContentType = file.ContentType };

        // Written last: without it there is nothing to upload, so half of a document is never uploaded.
        LocalFiles.Write(files, $"{folder}.json", JsonSerializer.SerializeToUtf8Bytes(pending, Readable));
        return path;
    }

    /// <summary>Uploads what was saved under the key, and takes it out of the backup.</summary>
    /// <exception cref="ApplicationFailureException">Nothing is saved under the key, or it could not be uploaded.</exception>
    public async Task<StoredFile> UploadAsync(string key, DocumentStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var folder = FileName.OfKey(key);
        if (Read<PendingUpload>($"{folder}.json") is { } pending && files.Read($"{folder}/{FileName.Part(pending.Name)}") is { } content)
        {
            var file = new DocumentFile { Key = key, Folder = pending.Folder, Name = pending.Name, ContentType = pending.ContentType, Content = content };
            var stored = await store.UploadAsync(file, cancellationToken);
            // A newer version may have been saved meanwhile; it stays.
            if (files.Read($"{folder}/{FileName.Part(pending.Name)}") is { } now && now.AsSpan().SequenceEqual(content))
            {
                Supersede(key, stored);
            }

            return stored;
        }

        return Read<StoredFile>($"{Uploaded}/{folder}.json")
            ?? throw new ApplicationFailureException("The backup has no such document.", ErrorTypes.NotFound, nonRetryable: true);
    }

    /// <summary>A newer version is in its place; the one that waits under the key would only take it away again.</summary>
    /// <exception cref="ApplicationFailureException">The backup could not be changed.</exception>
    public void Supersede(string key, StoredFile stored)
    {
        var folder = FileName.OfKey(key);
        if (files.Read($"{folder}.json") is not null)
        {
            LocalFiles.Write(files, $"{Uploaded}/{folder}.json", JsonSerializer.SerializeToUtf8Bytes(stored, Readable));
            files.Delete($"{folder}.json");
            files.Delete(folder);
        }
    }

    private T? Read<T>(string path)
        where T : class
    {
        try
        {
            return files.Read(path) is { } json ? JsonSerializer.Deserialize<T>(json) : null;
        }
        catch (JsonException failure)
        {
            throw new ApplicationFailureException($"'{path}' in the backup is not what was written there.", failure, ErrorTypes.NotFound, nonRetryable: true);
        }
    }

    private sealed record PendingUpload
    {
        public required string Key { get; init; }

        public required string Folder { get; init; }

        public required string Name { get; init; }

        public required string ContentType { get; init; }
    }
}
