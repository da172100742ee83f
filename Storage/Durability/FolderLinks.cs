namespace Webhooks.Storage.Durability;

/// <summary>
/// Symbolic links below a folder: who may write there could lead files out of it by them. Asked before a path is used, so it is no protection
/// from somebody who puts a link there in the same moment.
/// </summary>
public static class FolderLinks
{
    /// <param name="folder">Full path. It may be a link itself, as may what is above it.</param>
    /// <param name="path">Full path below the folder. What is not there is no link.</param>
    /// <returns>The first part of the path that is a link, relative to the folder; null when none is.</returns>
    public static string? FirstOn(string folder, string path)
    {
        var at = folder;
        foreach (var part in Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar))
        {
            at = Path.Combine(at, part);
            FileSystemInfo entry = Directory.Exists(at) ? new DirectoryInfo(at) : new FileInfo(at);
            if (entry.LinkTarget is not null)
            {
                return Path.GetRelativePath(folder, at);
            }
        }

        return null;
    }

    /// <inheritdoc cref="FirstOn"/>
    /// <exception cref="LinkedPathException">A part of the path is a link.</exception>
    public static void Refuse(string folder, string path)
    {
        if (FirstOn(folder, path) is { } link)
        {
            throw new LinkedPathException(folder, link);
        }
    }
}
