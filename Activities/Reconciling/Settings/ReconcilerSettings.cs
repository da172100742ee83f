using Microsoft.Extensions.Configuration;
using Temporalio.Exceptions;
using Webhooks.Activities.Configuration;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Activities.Reconciling.Settings;

/// <summary>
/// Section <c>Webhooks:Reconciliation</c>, and <c>Reconcile</c> of each source that has one. The rest of a source is read as the gateway
/// reads it, and checked there.
/// </summary>
public sealed class ReconcilerSettings
{
    private const string SectionName = "Webhooks:Reconciliation";
    private const string SourcesName = "Webhooks:Sources";

    private readonly Dictionary<string, ReconciledSource> sources;

    private ReconcilerSettings(SettingsSection section, IEnumerable<ReconciledSource> sources)
    {
        GatewayAddress = section.Address("GatewayAddress", "http://127.0.0.1:8080");
        Interval = section.Duration("Interval", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)) ?? TimeSpan.FromMinutes(15);
        CatchUpWindow = section.Duration("CatchUpWindow", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)) ?? TimeSpan.FromHours(1);
        section.RefuseUnknown();
        this.sources = sources.DistinctBy(source => source.Name, StringComparer.Ordinal).ToDictionary(source => source.Name, StringComparer.Ordinal);
    }

    /// <summary>Where the gateway listens: what a provider does not send again is posted there.</summary>
    public Uri GatewayAddress { get; }

    public TimeSpan Interval { get; }

    /// <summary>How late a run may be made up for; a later one is left out, because the next one looks at the same time.</summary>
    public TimeSpan CatchUpWindow { get; }

    public IReadOnlyCollection<ReconciledSource> Sources => sources.Values;

    /// <summary>Adds every mistake, each naming its key and never a secret; with a mistake the settings must not be used.</summary>
    public static ReconcilerSettings Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        List<ReconciledSource> reconciled =
        [
            .. configuration.GetSection(SourcesName).GetChildren()
                .Where(source => source.GetSection("Reconcile").Exists())
                .Select(source => ReadSource(source, mistakes))
                .OfType<ReconciledSource>(),
        ];
        return new ReconcilerSettings(new SettingsSection(configuration.GetSection(SectionName), mistakes), reconciled);
    }

    /// <exception cref="ApplicationFailureException">It is not configured here, or no longer.</exception>
    public ReconciledSource Of(string source) => sources.GetValueOrDefault(source)
        ?? throw new ApplicationFailureException($"No source '{source}' with reconciliation is configured in this worker.", ErrorTypes.Configuration, nonRetryable: true);

    private static ReconciledSource? ReadSource(IConfigurationSection source, ICollection<string> mistakes)
    {
        if (!Enum.TryParse<WebhookProvider>(source["Provider"], ignoreCase: true, out var provider) || !Enum.IsDefined(provider))
        {
            mistakes.Add($"{source.Path}:Provider '{source["Provider"]}' is not a provider: {string.Join(", ", Enum.GetNames<WebhookProvider>())}.");
            return null;
        }

        if (source["Name"] is not { Length: > 0 } name)
        {
            mistakes.Add($"{source.Path}:Name is missing.");
            return null;
        }

        var section = new SettingsSection(source.GetSection("Reconcile"), mistakes);
        var read = new ReconciledSource
        {
            Name = name,
            Provider = provider,
            Tenant = string.IsNullOrWhiteSpace(source["Tenant"]) ? null : source["Tenant"],
            GitHub = provider == WebhookProvider.GitHub ? GitHubHook.Read(section) : null,
            Jira = provider == WebhookProvider.Jira ? JiraSearch.Read(source, section) : null,
            DeadLetters = provider == WebhookProvider.EventGrid ? DeadLetterFolder.Read(source, section) : null,
            Signing = provider == WebhookProvider.GitHub ? [] : SigningSecret.Read(source, mistakes),
        };
        section.RefuseUnknown();
        return read;
    }
}
