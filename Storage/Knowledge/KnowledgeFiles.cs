using System.Security.Cryptography;
using Webhooks.Storage.Durability;

namespace Webhooks.Storage.Knowledge;

/// <summary>The Markdown files. A file is there whole or not at all: it is written beside the others and then renamed into its place.</summary>
internal sealed class KnowledgeFiles
{
    // No document path has a part that begins with a dot.
    private const string Incoming = ".incoming";

    private readonly string _root;
    private readonly string _incoming;

    public KnowledgeFiles(string directory)
    {
        _root = Path.GetFullPath(directory);
        _incoming = Path.Combine(_root, Incoming);
        Directory.CreateDirectory(_incoming);
    }

    /// <summary>Removes what a crash left behind. Only while nobody writes.</summary>
    public void Clean()
    {
        foreach (var file in Directory.EnumerateFiles(_incoming))
        {
            File.Delete(file);
        }
    }

    /// <summary>Durable when it returns.</summary>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        var target = FullPath(path);
        var folder = Path.GetDirectoryName(target) ?? _root;
        CreateDurably(folder);
        var temporary = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            DurableFiles.FlushData(file);
        }

        File.Move(temporary, target, overwrite: true);
        DurableFiles.FlushDirectory(folder);
    }

    public bool Has(string path, long length, string sha256)
    {
        var file = new FileInfo(FullPath(path));
        return file.Exists && file.Length == length && string.Equals(Hash(File.ReadAllBytes(file.FullName)), sha256, StringComparison.Ordinal);
    }

    public async Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(FullPath(path), cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Delete(string path)
    {
        var target = FullPath(path);
        if (File.Exists(target))
        {
            File.Delete(target);
        }
    }

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The check of the path already says that it stays inside; this asks the system itself.</summary>
    private string FullPath(string path)
    {
        KnowledgePath.Check(path);
        var full = Path.GetFullPath(Path.Combine(_root, path));
        return full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : throw new UnsafePathException("it leads outside");
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
