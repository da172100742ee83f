using Microsoft.Extensions.Configuration;
using Webhooks.Local.Secrets;

namespace Webhooks.Local.Hosting;

/// <summary>The source through which GitHub delivers: its name in the URL and the secret that signs.</summary>
internal sealed record GitHubSource(string Name, string Secret)
{
    /// <summary>Given to the gateway, with the other generated sources; empty when the operator configured sources, which the gateway then reads itself.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The operator's own sources win over the one with a generated secret.</summary>
    /// <exception cref="LocalFailureException">Sources are configured, but none is GitHub's with a secret.</exception>
    public static GitHubSource From(IConfiguration configuration, SecretsFile secrets)
    {
        var sources = configuration.GetSection("Webhooks:Sources").GetChildren().ToList();
        if (sources.Count == 0)
        {
            return new GitHubSource("github", secrets.GitHub)
            {
                Environment = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Webhooks__Sources__0__Name"] = "github",
                    ["Webhooks__Sources__0__Provider"] = "GitHub",
                    ["Webhooks__Sources__0__Secrets__0__Value"] = secrets.GitHub,
                    ["Webhooks__Sources__1__Name"] = "jira",
                    ["Webhooks__Sources__1__Provider"] = "Jira",
                    ["Webhooks__Sources__1__Secrets__0__Value"] = secrets.Jira,
                },
            };
        }

        return sources
            .Where(source => string.Equals(source["Provider"], "GitHub", StringComparison.OrdinalIgnoreCase))
            .Select(source => new GitHubSource(source["Name"] ?? "", source["Secrets:0:Value"] ?? ""))
            .FirstOrDefault(source => source is { Name.Length: > 0, Secret.Length: > 0 })
            ?? throw new LocalFailureException("Webhooks__Sources__… is set, but no source has provider GitHub, a name and a secret.");
    }
}
