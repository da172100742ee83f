namespace Webhooks.Storage.Durability;

/// <summary>
/// A folder whose files are there whole or not at all, after a power cut too: each is written beside the others and then renamed into its
/// place. Paths are relative and have slashes; making their parts safe is the caller's, staying inside is this class's: no part may be a link.
/// </summary>
public sealed class WholeFiles
{
    private const string Incoming = ".incoming";

    private readonly string _root;

    public WholeFiles(string directory) => _root = Path.GetFullPath(directory);

    /// <summary>Durable when it returns; what stood there before is replaced.</summary>
    /// <returns>The full path.</returns>
    /// <exception cref="LinkedPathException">A link could lead out of the folder; it is the same of the other methods.</exception>
    /// <exception cref="IOException">It could not be written; what stood there before still does.</exception>
    public string Write(string path, ReadOnlySpan<byte> content)
    {
        var target = FullPath(path);
        var folder = Path.GetDirectoryName(target) ?? _root;
        CreateDurably(folder);
        var incoming = FullPath(Incoming);
        Directory.CreateDirectory(incoming);
        var temporary = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                RandomAccess.Write(file, content, 0);
                DurableFiles.FlushData(file);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        DurableFiles.FlushDirectory(folder);
        return target;
    }

    /// <returns>Null when there is no such file.</returns>
    public byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(FullPath(path));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A file, or a folder with all that is in it; nothing when it is not there.</summary>
    public void Delete(string path)
    {
        var target = FullPath(path);
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }
        else if (File.Exists(target))
        {
            File.Delete(target);
        }
    }

    private string FullPath(string path)
    {
        var full = Path.GetFullPath(Path.Combine(_root, path));
        if (!full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ArgumentException("The path leads outside of its folder.", nameof(path));
        }

        FolderLinks.Refuse(_root, full);
        return full;
    }

    private static void CreateDurably(string folder)
    {
        if (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            CreateDurably(parent);
            Directory.CreateDirectory(folder);
            DurableFiles.FlushDirectory(parent);
        }
    }
}
