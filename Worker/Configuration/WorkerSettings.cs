using Temporalio.Client;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Generation;
using Webhooks.Activities.GitHub.Api;
using Webhooks.Activities.Jira;
using Webhooks.Activities.Jira.Api;
using Webhooks.Activities.Outbound;
using Webhooks.Activities.Reconciling.Settings;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Worker.Configuration;

/// <summary>What the worker is told from outside, checked as a whole before anything is opened.</summary>
internal sealed record WorkerSettings
{
    /// <summary>Exit code when the configuration is refused (sysexits: EX_CONFIG), so that a supervisor can tell it from a crash.</summary>
    public const int RefusedExitCode = 78;

    private const string DataDirectoryKey = "Webhooks:DataDirectory";
    private const string ConcurrencyKey = "Webhooks:Worker:Concurrency";

    /// <summary>The folder that the gateway uses too.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>How many activities run at once.</summary>
    public required int Concurrency { get; init; }

    /// <summary>The same settings as the gateway's: what it encrypts is decrypted here.</summary>
    public required StorageSettings Storage { get; init; }

    public required TemporalClientConnectOptions Temporal { get; init; }

    public required ReconcilerSettings Reconciler { get; init; }

    public required OutboundSettings Outbound { get; init; }

    /// <summary>Null when Azure is not asked.</summary>
    public required AzureSettings? Azure { get; init; }

    /// <summary>Null where GitHub is not asked for more than it delivers.</summary>
    public required GitHubSettings? GitHub { get; init; }

    /// <summary>Null where Jira is not asked for more than it delivers.</summary>
    public required JiraSite? Jira { get; init; }

    /// <summary>Null when documents are written by template.</summary>
    public required GenerationSettings? Generation { get; init; }

    /// <summary>The same as the gateway's.</summary>
    public required OwnIdentities Own { get; init; }

    public required SignificanceOptions Commits { get; init; }

    public required TicketOptions Tickets { get; init; }

    public required ReportSettings Reports { get; init; }

    /// <returns>No settings, and every mistake, when there is one.</returns>
    public static (WorkerSettings? Settings, IReadOnlyList<string> Mistakes) Read(IConfiguration configuration)
    {
        var mistakes = new List<string>();
        var data = configuration[DataDirectoryKey] is { Length: > 0 } folder ? folder : "data";
        if (data.Contains('\0') || File.Exists(data))
        {
            mistakes.Add($"{DataDirectoryKey} '{data}' is not a folder.");
        }

        var concurrency = 50;
        if (configuration[ConcurrencyKey] is { Length: > 0 } number && (!int.TryParse(number, out concurrency) || concurrency is < 1 or > 1_000))
        {
            mistakes.Add($"{ConcurrencyKey} '{number}' is not a number from 1 to 1000.");
        }

        var storage = StorageSettings.Read(configuration, mistakes);
        if (storage.PostgreSql is null && KnowledgeBase.MissingFromSystem() is { } missing)
        {
            mistakes.Add(missing);
        }

        var temporal = TemporalEnvironment.Read(configuration, mistakes);
        var reconciler = ReconcilerSettings.Read(configuration, mistakes);
        var outbound = OutboundSettings.Read(configuration, mistakes);
        var azure = AzureSettings.Read(configuration, mistakes);
        var gitHub = GitHubSettings.Read(configuration, mistakes);
        var jira = JiraSite.Read(configuration, mistakes);
        var generation = GenerationSettings.Read(configuration, mistakes);
        var own = LoopBreakerSettings.Read(configuration, mistakes);
        var commits = SignificanceOptions.Read(configuration, mistakes);
        var tickets = TicketOptions.Read(configuration, mistakes);
        var reports = ReportSettings.Read(configuration, mistakes);
        return mistakes.Count > 0
            ? (null, mistakes)
            : (new WorkerSettings
            {
                DataDirectory = Path.GetFullPath(data),
                Concurrency = concurrency,
                Storage = storage,
                Temporal = temporal,
                Reconciler = reconciler,
                Outbound = outbound,
                Azure = azure,
                GitHub = gitHub,
                Jira = jira,
                Generation = generation,
                Own = own,
                Commits = commits,
                Tickets = tickets,
                Reports = reports,
            }, mistakes);
    }
}
