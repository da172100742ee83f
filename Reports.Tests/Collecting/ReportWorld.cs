using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Testing;
using Webhooks.Activities.Azure;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.GitHub.Api;
using Webhooks.Activities.Jira.Api;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Contracts.Reports;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.PostgreSql;

namespace Webhooks.Reports.Tests.Collecting;

/// <summary>Journal, ledger, knowledge base and reports in a folder of their own, and the activities that make a report.</summary>
public sealed class ReportWorld : IAsyncLifetime
{
    private DeliveryJournal journal = null!; // Set by InitializeAsync, which the runner calls before any test; so is all that follows.
    private DeliveryLedger files = null!;
    private JournalPosition indexed = JournalPosition.Start;
    private PostgreSqlLedger? database;
    private PostgreSqlAcceptance? acceptance;
    private int runs;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("webhooks-reports-").FullName;

    public ReportSettings Settings { get; set; } = new();

    public CostReading? Costs { get; set; }

    public CostMetrics? CostMetrics { get; set; }

    public GitHubClient? GitHub { get; set; }

    public (JiraClient Client, JiraSite Site)? Jira { get; set; }

    public OwnIdentities? Own { get; set; }

    public IDeliveryLedger Ledger { get; private set; } = null!;

    public KnowledgeBase Knowledge { get; private set; } = null!;

    public IPayloads Payloads { get; set; } = null!;

    public ReportFolder Folder { get; private set; } = null!;

    public ReportCalendar Calendar => new(Settings);

    public async Task InitializeAsync()
    {
        journal = await DeliveryJournal.OpenAsync(
            new JournalOptions { Directory = Path.Combine(Directory, "journal") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        files = await DeliveryLedger.OpenAsync(
            new LedgerOptions { Path = Path.Combine(Directory, "ledger.db") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Ledger = files;
        Payloads = new PayloadReader(Path.Combine(Directory, "journal"));
        Knowledge = await KnowledgeBase.OpenAsync(
            Path.Combine(Directory, "knowledge-base"), Path.Combine(Directory, "knowledge-base.db"), TimeProvider.System, CancellationToken.None);
        Folder = new ReportFolder(Path.Combine(Directory, ReportFolder.Name));
    }

    /// <summary>In place of the files.</summary>
    public async Task UseDatabaseAsync(string connectionString)
    {
        database = await PostgreSqlLedger.OpenAsync(new() { ConnectionString = connectionString, RejectionsKept = 100 }, CancellationToken.None);
        acceptance = new PostgreSqlAcceptance(database, compresses: true, [], NullLogger.Instance);
        (Ledger, Payloads) = (database, new PostgreSqlPayloads(database, []));
    }

    public async Task DisposeAsync()
    {
        await (acceptance?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        await journal.DisposeAsync();
        await files.DisposeAsync();
        await Knowledge.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>Stored and indexed, as the gateway does it.</summary>
    internal async Task AcceptAsync(params IEnumerable<TestDelivery> deliveries)
    {
        foreach (var chunk in deliveries.Chunk(500))
        {
            foreach (var delivery in chunk)
            {
                var body = Encoding.UTF8.GetBytes(delivery.Body.ToJsonString());
                Task stored = acceptance is null
                    ? journal.AppendAsync(delivery.Accepted(), body, CancellationToken.None)
                    : acceptance.AcceptAsync(delivery.Accepted(), body, CancellationToken.None);
                await stored;
            }

            await IndexAsync();
            foreach (var delivery in chunk.Where(delivery => delivery.Outcome is not null))
            {
                await SettleAsync(delivery, delivery.Outcome!); // Just asked.
            }
        }
    }

    internal Task<bool> SettleAsync(TestDelivery delivery, Outcome outcome) => Ledger.SettleAsync(delivery.Id, outcome, delivery.ReceivedAt.AddSeconds(2), CancellationToken.None);

    /// <summary>The body's segments are gone, as retention leaves them.</summary>
    internal void DropBodies() => Payloads = new GonePayloads();

    public Task<ReportPlan> PlanAsync(ReportKind kind, string period, DateTimeOffset? at = null) =>
        RunAsync(at ?? Calendar.Window(kind, period).To + Settings.Grace, () => new ReportPlanning(Calendar, Ledger, Folder).PlanAsync(kind, period));

    public Task<IReadOnlyList<string>> FindAmendmentsAsync(DateTimeOffset until) =>
        RunAsync(until, () => new ReportPlanning(Calendar, Ledger, Folder).FindAmendmentsAsync(until));

    /// <summary>Everything up to the edition; without closing it.</summary>
    public async Task<(ReportPlan Plan, ReportEdition Edition, ReportData Data)> AggregateAsync(ReportKind kind, string period, DateTimeOffset? at = null, params string[] failing)
    {
        var plan = await PlanAsync(kind, period, at);
        var collecting = Collecting();
        Func<ReportPlan, Task<CollectedPart>>[] steps =
        [
            collecting.CollectCommitsAsync, collecting.CollectPullRequestsAsync, collecting.CollectTicketsAsync,
            collecting.CollectDeploymentsAsync, collecting.CollectCostsAsync, collecting.CountDeliveriesAsync,
        ];
        List<CollectedPart> parts = [];
        foreach (var step in steps)
        {
            var part = await RunAsync(plan.At, () => step(plan));
            parts.Add(failing.Contains(part.Source, StringComparer.Ordinal) ? new CollectedPart { Source = part.Source, Reason = "Unavailable" } : part);
        }

        var edition = await RunAsync(plan.At, () => new ReportEditions(Calendar, Folder, CostMetrics).AggregateAsync(plan, parts));
        return (plan, edition, await Folder.ReadDataAsync(edition, CancellationToken.None));
    }

    public async Task CloseAsync(ReportPlan plan, ReportEdition edition) => await RunAsync(plan.At.AddMinutes(1), async () =>
    {
        var name = $"{edition.Period} {edition.Number}.docx";
        await new ReportEditions(Calendar, Folder).CloseAsync(
            plan, edition, [new PublishedDocument { Name = name, Path = $"Daily Reports/{name}", Link = new Uri($"https://example.org/{edition.Number}") }]);
        return true;
    });

    /// <summary>A whole report, published.</summary>
    public async Task<(ReportEdition Edition, ReportData Data)> ReportAsync(ReportKind kind, string period, DateTimeOffset? at = null)
    {
        var (plan, edition, data) = await AggregateAsync(kind, period, at);
        await CloseAsync(plan, edition);
        return (edition, data);
    }

    internal ReportCollecting Collecting() => new(
        Folder,
        new CommitCollection(Calendar, Ledger, new PushPayloads(Payloads), Knowledge, GitHub, Own),
        new PullRequestCollection(Calendar, Ledger, Payloads, Knowledge),
        new TicketCollection(Calendar, Ledger, Payloads, Knowledge, null, Jira?.Client, Jira?.Site),
        new DeploymentCollection(Calendar, Ledger, Knowledge),
        new CostCollection(Costs),
        new DeliveryCount(Calendar, Ledger));

    private Task<T> RunAsync<T>(DateTimeOffset at, Func<Task<T>> activity) => new ActivityEnvironment
    {
        Info = ActivityEnvironment.DefaultInfo with { ScheduledTime = at.UtcDateTime, WorkflowRunId = $"run-{runs++}" },
    }.RunAsync(activity);

    private async Task IndexAsync()
    {
        List<JournalEntry> entries = [];
        await foreach (var entry in journal.ReadFromAsync(indexed, CancellationToken.None))
        {
            entries.Add(entry);
            indexed = entry.Next;
        }

        await files.IndexAsync(entries, CancellationToken.None);
    }

    private sealed class GonePayloads : IPayloads
    {
        public Task<byte[]> ReadAsync(PayloadReference reference, CancellationToken cancellationToken) => throw new PayloadMissingException("It was dropped.");
    }
}
