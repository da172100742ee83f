using Webhooks.Cli.CommandLine;

namespace Webhooks.Cli.Sending;

/// <summary>Which files are sent, and as which event.</summary>
internal static class DeliveryFiles
{
    /// <summary>One file, or every <c>*.json</c> below a folder by name. The event is the one given, or the name of the folder that a file lies in.</summary>
    /// <exception cref="CannotRunException">There is nothing to send.</exception>
    public static IReadOnlyList<GitHubDelivery> Find(string path, string? eventName, string? deliveryId, string hookId)
    {
        string[] files = File.Exists(path) ? [path]
            : Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : throw new CannotRunException($"There is no file or folder '{path}'.");
        if (files.Length == 0)
        {
            throw new CannotRunException($"There is no *.json file below '{path}'.");
        }

        if (deliveryId is not null && files.Length > 1)
        {
            throw new CannotRunException("--delivery-id is for one file: several deliveries with one id are one delivery.");
        }

        return [.. files.Select(file => new GitHubDelivery
        {
            File = file,
            EventName = eventName ?? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) ?? "",
            DeliveryId = deliveryId ?? Guid.NewGuid().ToString(),
            HookId = hookId,
        })];
    }
}
