using Microsoft.Extensions.Configuration;
using Webhooks.Local.Secrets;

namespace Webhooks.Local.Hosting;

/// <summary>The sources of this machine: one a provider with a generated secret, or the operator's own.</summary>
internal sealed record LocalSources
{
    private const string SecretHeader = "X-Event-Grid-Secret";

    public required LocalSource GitHub { get; init; }

    /// <summary>Null when the operator configured none that takes any site's signed deliveries.</summary>
    public LocalSource? Jira { get; private init; }

    /// <summary>Null when the operator configured none that a header is enough for.</summary>
    public LocalSource? EventGrid { get; private init; }

    /// <summary>Given to the gateway; empty when the operator configured sources, which the gateway then reads itself.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IEnumerable<(string Provider, LocalSource Source)> All =>
        new[] { ("GitHub", GitHub), ("Jira", Jira), ("Event Grid", EventGrid) }.Where(source => source.Item2 is not null).Select(source => (source.Item1, source.Item2!)); // Just looked.

    /// <summary>The operator's own sources win over those with generated secrets.</summary>
    /// <exception cref="LocalFailureException">Sources are configured, but none is GitHub's with a secret.</exception>
    public static LocalSources From(IConfiguration configuration, SecretsFile secrets)
    {
        var configured = configuration.GetSection("Webhooks:Sources").GetChildren().ToList();
        return configured.Count == 0 ? Generated(secrets) : new LocalSources
        {
            GitHub = Find(configured, "GitHub")
                ?? throw new LocalFailureException("Webhooks__Sources__… is set, but no source has provider GitHub, a name and a secret."),
            Jira = Find(configured.Where(source => IsEmpty(source["Jira:Site"]) && IsEmpty(source["Jira:ConnectIssuer"])), "Jira"),
            EventGrid = Find(configured.Where(source => !IsEmpty(source["EventGrid:SecretHeader"]) && !source.GetSection("EventGrid:Entra").Exists()), "EventGrid"),
        };
    }

    private static LocalSources Generated(SecretsFile secrets) => new()
    {
        GitHub = new("github", secrets.GitHub),
        Jira = new("jira", secrets.Jira),
        EventGrid = new("azure", secrets.EventGrid) { SecretHeader = SecretHeader },
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Webhooks__Sources__0__Name"] = "github",
            ["Webhooks__Sources__0__Provider"] = "GitHub",
            ["Webhooks__Sources__0__Secrets__0__Value"] = secrets.GitHub,
            ["Webhooks__Sources__1__Name"] = "jira",
            ["Webhooks__Sources__1__Provider"] = "Jira",
            ["Webhooks__Sources__1__Secrets__0__Value"] = secrets.Jira,
            ["Webhooks__Sources__2__Name"] = "azure",
            ["Webhooks__Sources__2__Provider"] = "EventGrid",
            ["Webhooks__Sources__2__Secrets__0__Value"] = secrets.EventGrid,
            ["Webhooks__Sources__2__EventGrid__SecretHeader"] = SecretHeader,
        },
    };

    private static LocalSource? Find(IEnumerable<IConfigurationSection> sources, string provider) => sources
        .Where(source => string.Equals(source["Provider"], provider, StringComparison.OrdinalIgnoreCase))
        .Select(source => new LocalSource(source["Name"] ?? "", source["Secrets:0:Value"] ?? "") { SecretHeader = source["EventGrid:SecretHeader"] ?? "" })
        .FirstOrDefault(source => source is { Name.Length: > 0, Secret.Length: > 0 });

    private static bool IsEmpty(string? text) => string.IsNullOrWhiteSpace(text);
}
