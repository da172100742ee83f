using Webhooks.Cli.CommandLine;

namespace Webhooks.Cli.Sending;

/// <summary>Which files are sent.</summary>
internal static class DeliveryFiles
{
    /// <summary>One file, or every <c>*.json</c> below a folder by name.</summary>
    /// <exception cref="CannotRunException">There is nothing to send.</exception>
    public static IReadOnlyList<string> Find(string path, string? deliveryId)
    {
        string[] files = File.Exists(path) ? [path]
            : Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : throw new CannotRunException($"There is no file or folder '{path}'.");
        if (files.Length == 0)
        {
            throw new CannotRunException($"There is no *.json file below '{path}'.");
        }

        return deliveryId is null || files.Length == 1
            ? files
            : throw new CannotRunException("--delivery-id is for one file: several deliveries with one id are one delivery.");
    }

    /// <summary>The folder that a file lies in, as in <c>push/1.json</c>.</summary>
    public static string FolderOf(string file) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) ?? "";
}
