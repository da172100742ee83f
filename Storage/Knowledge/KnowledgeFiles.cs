using System.Security.Cryptography;
using System.Text;
using Webhooks.Storage.Durability;

namespace Webhooks.Storage.Knowledge;

/// <summary>
/// The Markdown files. A file is there whole or not at all: it is written beside the others and then renamed into its place. What symbolic links
/// lead to is not there for who reads, and refused to who writes.
/// </summary>
internal sealed class KnowledgeFiles
{
    // No document path has a part that begins with a dot.
    private const string Incoming = ".incoming";
    private const long MaximumBytes = 16 * 1024 * 1024;

    private readonly string _root;
    private readonly string _incoming;

    public KnowledgeFiles(string directory)
    {
        _root = Path.GetFullPath(directory);
        _incoming = Path.Combine(_root, Incoming);
    }

    /// <exception cref="LinkedPathException">Files would be written elsewhere first.</exception>
    public void Create()
    {
        FolderLinks.Refuse(_root, _incoming);
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
    private void Write(string target, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(target) ?? _root;
        CreateDurably(folder);
        FolderLinks.Refuse(_root, _incoming);
        var temporary = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            DurableFiles.FlushData(file);
        }

        File.Move(temporary, target, overwrite: true);
        DurableFiles.FlushDirectory(folder);
    }

    /// <summary>Writes the file unless it says so already.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="UnsafePathException">A part of the path is a link.</exception>
    public async Task<bool> ReplaceAsync(string path, string text, CancellationToken cancellationToken)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var file = new FileInfo(FullPath(path));
        if (FolderLinks.FirstOn(_root, file.FullName) is { } link)
        {
            throw new UnsafePathException($"'{link}' is a symbolic link, which could lead out of the knowledge base");
        }

        if (file.Exists && file.Length == content.Length)
        {
            var there = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
            if (there.AsSpan().SequenceEqual(content))
            {
                return false;
            }
        }

        Write(file.FullName, content);
        return true;
    }

    public bool Exists(string path) => FullPath(path) is var full && File.Exists(full) && !IsLinked(full);

    /// <summary>Paths of all Markdown files, links and hidden folders aside.</summary>
    public IEnumerable<string> Paths()
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(_root, "*.md", all)
            .Select(file => Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !path.Split('/').Any(part => part.StartsWith('.')));
    }

    /// <returns>Null when there is no such file, or one that cannot be a document's.</returns>
    public async Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(FullPath(path));
        try
        {
            return file.Exists && file.Length <= MaximumBytes && !IsLinked(file.FullName) ? await File.ReadAllTextAsync(file.FullName, cancellationToken) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Delete(string path)
    {
        var target = FullPath(path);
        if (File.Exists(target) && !IsLinked(target))
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

    private bool IsLinked(string full) => FolderLinks.FirstOn(_root, full) is not null;

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
