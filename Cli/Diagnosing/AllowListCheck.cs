using System.Text.Json;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Limits;

namespace Webhooks.Cli.Diagnosing;

/// <summary>The addresses of GitHub's hooks that the gateway keeps in its data folder.</summary>
internal static class AllowListCheck
{
    private const string Name = "GitHub's addresses";
    private const string Advice = "Let the gateway reach Webhooks:GitHubMeta:Address; its log says why it could not. Until then deliveries from other addresses are answered 503.";

    /// <returns>None when no source is limited to them.</returns>
    public static IEnumerable<Finding> Run(WebhooksOptions options, string path, DateTimeOffset now)
    {
        if (!SourceCatalog.Read(options, out _).Values.Any(source => source.AllowsGitHubHooks))
        {
            return [];
        }

        var file = Path.Combine(path, GitHubHookRanges.FileName);
        try
        {
            return File.Exists(file) && JsonSerializer.Deserialize(File.ReadAllBytes(file), HookRangesJson.Default.HookRangesDocument) is { } known
                ? [Of(now - known.ReadAt, known.Hooks.Count)]
                : [Finding.Fail(Name, "They were never read.", Advice)];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return [Finding.Fail(Name, $"'{file}' cannot be read: {e.Message}", Advice)];
        }
    }

    public static Finding Of(TimeSpan age, int networks)
    {
        var detail = $"{networks} networks, read or confirmed {age.TotalHours:0} hours ago";
        return age > GitHubHookRanges.Fresh ? Finding.Fail(Name, detail, Advice)
            : age > GitHubHookRanges.Fresh / 4 ? Finding.Warn(Name, detail, Advice)
            : Finding.Ok(Name, detail);
    }
}
