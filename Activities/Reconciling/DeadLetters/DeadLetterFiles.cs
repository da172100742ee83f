using Webhooks.Storage.Durability;

namespace Webhooks.Activities.Reconciling.DeadLetters;

/// <summary>The files of a folder, and where they go: <c>done/</c> and <c>failed/</c> below it, under the same path.</summary>
internal sealed class DeadLetterFiles(string folder)
{
    public const string Done = "done";
    public const string Failed = "failed";

    private const int MostLookedAt = 10_000;

    /// <summary>A file that is younger may still be being copied.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 32,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>Relative paths, the oldest files first.</summary>
    public IReadOnlyList<string> List(int maximum, DateTimeOffset now) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*.json", Everywhere)
            .Where(file => file.LastWriteTimeUtc < now.UtcDateTime - Settled)
            .Select(file => (Path: Path.GetRelativePath(folder, file.FullName), file.LastWriteTimeUtc))
            .Where(file => !IsBelow(file.Path, Done) && !IsBelow(file.Path, Failed))
            .Take(MostLookedAt)
            .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Path, StringComparer.Ordinal)
            .Take(maximum)
            .Select(file => file.Path),
    ];

    /// <summary>Null when it is not there, or is not a file of this folder, as none is that a link leads to.</summary>
    public FileInfo? Find(string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        var file = new FileInfo(full);
        return full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && file.Exists && FolderLinks.FirstOn(folder, full) is null ? file : null;
    }

    /// <exception cref="LinkedPathException">Where it goes is a link, which could lead out of the folder.</exception>
    public void Move(FileInfo file, string to)
    {
        var target = Path.Combine(folder, to, Path.GetRelativePath(folder, file.FullName));
        FolderLinks.Refuse(folder, target);
        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? folder);
        file.MoveTo(target, overwrite: true);
    }

    private static bool IsBelow(string path, string name) => path.StartsWith(name + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
