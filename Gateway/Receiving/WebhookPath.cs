namespace Webhooks.Gateway.Receiving;

/// <summary>Where deliveries arrive.</summary>
internal static class WebhookPath
{
    public const string Pattern = "/webhooks/{source}";

    private const string Root = "/webhooks/";

    /// <returns>Name of the source, configured or not; null when it is no delivery's address.</returns>
    public static string? SourceOf(PathString path)
    {
        if (path.Value is not { } text || !text.StartsWith(Root, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var name = text.AsSpan(Root.Length);
        name = name.EndsWith('/') ? name[..^1] : name;
        return name.IsEmpty || name.Contains('/') ? null : name.ToString();
    }
}
