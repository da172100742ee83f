using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Webhooks.Activities;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts.Interventions;
using Webhooks.Contracts.Reports;

namespace Webhooks.Reports.Tests.Workflows;

/// <summary>
/// The activities of reports by their names, each of which a test can let fail. Days end at 18:00 and weeks on Friday at 17:00, UTC; there is
/// no grace but five minutes. Editions are numbered by period as those that are closed.
/// </summary>
public sealed class ScriptedReports
{
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan CutOff = TimeSpan.FromHours(18);

    private readonly ConcurrentDictionary<string, string> failing = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> lasting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> attempts = new();
    private readonly ConcurrentQueue<Notification> notifications = new();
    private readonly ConcurrentQueue<ReportPlan> plans = new();
    private readonly ConcurrentDictionary<string, List<string>> closed = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<IReadOnlyList<PublishedDocument>> published = new();

    /// <summary>Every attempt, in order: the name, and what tells it from others of the name.</summary>
    public IReadOnlyList<string> Attempts => [.. attempts];

    public IReadOnlyList<Notification> Notifications => [.. notifications];

    public IReadOnlyList<ReportPlan> Plans => [.. plans];

    /// <summary>Documents of each edition that was closed, in order.</summary>
    public IReadOnlyList<IReadOnlyList<PublishedDocument>> Published => [.. published];

    public IReadOnlyList<CollectedPart> Parts { get; private set; } = [];

    public ReportFigures Figures { get; set; } = TestFigures.Of(commits: 3);

    public IReadOnlyList<CostAnomaly> Anomalies { get; set; } = [];

    public string Digest { get; set; } = new('a', 64);

    public bool HasInvestors { get; set; } = true;

    public IReadOnlyList<string> Amendments { get; set; } = [];

    public void Fail(string activity, string errorType = ErrorTypes.Authentication) => failing[activity] = errorType;

    public void FailForGood(string activity, string errorType)
    {
        lasting[activity] = true;
        failing[activity] = errorType;
    }

    public void Mend(string activity) => failing.TryRemove(activity, out _);

    /// <summary>It does not end until the returned source is set.</summary>
    public TaskCompletionSource Hold(string activity) => held[activity] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    [Activity]
    public string PeriodAt(ReportKind kind, DateTimeOffset moment)
    {
        attempts.Enqueue($"PeriodAt {moment:u}");
        var day = DateOnly.FromDateTime((moment - CutOff).UtcDateTime);
        return kind == ReportKind.Daily ? ReportPeriod.Of(day) : ReportPeriod.OfWeek(day);
    }

    [Activity]
    public DateTimeOffset ReadyAt(ReportKind kind, string period)
    {
        attempts.Enqueue("ReadyAt");
        return EndOf(kind, period) + Grace;
    }

    [Activity]
    public async Task<ReportPlan> PlanAsync(ReportKind kind, string period)
    {
        await DoAsync("Plan");
        var end = EndOf(kind, period);
        var now = new DateTimeOffset(ActivityExecutionContext.Current.Info.StartedTime, TimeSpan.Zero);
        var plan = new ReportPlan
        {
            Kind = kind,
            Period = period,
            Window = new ReportWindow { From = end.AddDays(kind == ReportKind.Daily ? -1 : -7), To = end, TimeZone = "UTC" },
            IsPreliminary = now < end,
            LastSequence = 41,
            At = now,
            Work = "work",
        };
        plans.Enqueue(plan);
        return plan;
    }

    [Activity]
    public Task<IReadOnlyList<string>> FindAmendmentsAsync(DateTimeOffset until) => Task.FromResult(Amendments);

    [Activity]
    public Task<CollectedPart> CollectCommitsAsync(ReportPlan plan) => CollectAsync("CollectCommits", ReportSources.Commits);

    [Activity]
    public Task<CollectedPart> CollectPullRequestsAsync(ReportPlan plan) => CollectAsync("CollectPullRequests", ReportSources.PullRequests);

    [Activity]
    public Task<CollectedPart> CollectTicketsAsync(ReportPlan plan) => CollectAsync("CollectTickets", ReportSources.Tickets);

    [Activity]
    public Task<CollectedPart> CollectDeploymentsAsync(ReportPlan plan) => CollectAsync("CollectDeployments", ReportSources.Deployments);

    [Activity]
    public Task<CollectedPart> CollectCostsAsync(ReportPlan plan) => CollectAsync("CollectCosts", ReportSources.Costs);

    [Activity]
    public Task<CollectedPart> CountDeliveriesAsync(ReportPlan plan) => CollectAsync("CountDeliveries", ReportSources.Deliveries);

    [Activity]
    public async Task<ReportEdition> AggregateAsync(ReportPlan plan, IReadOnlyList<CollectedPart> parts)
    {
        await DoAsync("Aggregate");
        Parts = parts;
        var digests = closed.GetOrAdd(plan.Period, _ => []);
        var isUnchanged = digests.LastOrDefault() == Digest;
        return new ReportEdition
        {
            Kind = plan.Kind,
            Period = plan.Period,
            Window = plan.Window,
            Number = plan.IsPreliminary ? 0 : isUnchanged ? digests.Count : digests.Count + 1,
            At = plan.At,
            IsUnchanged = !plan.IsPreliminary && isUnchanged,
            Amends = digests.Count > 0 && !isUnchanged ? new EditionLink(digests.Count, $"Daily Reports/{plan.Period}.docx", null) : null,
            Digest = Digest,
            Figures = Figures,
            Missing = [.. parts.Where(part => part.File is null).Select(part => new MissingSource(part.Source, part.Reason ?? ""))],
            Anomalies = Anomalies,
        };
    }

    [Activity]
    public async Task<ReportText> GenerateTextAsync(ReportEdition edition, ReportTextPart part)
    {
        await DoAsync("GenerateText");
        return Text(part, "model");
    }

    [Activity]
    public async Task<ReportText> WriteTextFromTemplateAsync(ReportEdition edition, ReportTextPart part)
    {
        await DoAsync("WriteTextFromTemplate");
        return Text(part, "template");
    }

    [Activity]
    public Task<ReportFile> BuildWordAsync(ReportEdition edition, IReadOnlyList<ReportText> texts) => BuildAsync("BuildWord", edition, "docx");

    [Activity]
    public Task<ReportFile> BuildExcelAsync(ReportEdition edition) => BuildAsync("BuildExcel", edition, "xlsx");

    [Activity]
    public Task<ReportFile> BuildPowerPointAsync(ReportEdition edition, IReadOnlyList<ReportText> texts) => BuildAsync("BuildPowerPoint", edition, "pptx");

    [Activity]
    public async Task<StoredFile> UploadReportAsync(ReportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        await DoAsync("UploadReport", file.Name[^4..]);
        return new StoredFile { Path = $"{file.Folder}/{file.Name}", Link = new Uri($"https://documents.example.com/{file.Key}") };
    }

    [Activity]
    public Task SaveReportBackupAsync(ReportFile file) => DoAsync("SaveReportBackup", file?.Name[^4..]);

    [Activity]
    public Task RequestUploadAsync(UploadRequest request) => DoAsync("RequestUpload", request?.Reason);

    [Activity]
    public async Task<SentMail?> MailAsync(ReportEdition edition, IReadOnlyList<ReportFile> files, IReadOnlyList<PublishedDocument> documents, IReadOnlyList<ReportText> texts)
    {
        await DoAsync("Mail");
        return HasInvestors ? new SentMail { MessageId = "<1@example.com>" } : null;
    }

    [Activity]
    public async Task NotifyAsync(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        await DoAsync("Notify", notification.Channel);
        notifications.Enqueue(notification);
    }

    [Activity]
    public async Task CloseAsync(ReportPlan plan, ReportEdition edition, IReadOnlyList<PublishedDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(edition);
        await DoAsync("Close");
        if (edition is { IsUnchanged: false, Number: > 0 })
        {
            closed.GetOrAdd(edition.Period, _ => []).Add(edition.Digest);
        }

        published.Enqueue(documents);
    }

    [Activity]
    public async Task<string> ArchiveAsync(ReportEdition edition)
    {
        await DoAsync("Archive");
        return "archive.zip";
    }

    private static DateTimeOffset EndOf(ReportKind kind, string period)
    {
        var first = ReportPeriod.First(kind, period) ?? throw new ApplicationFailureException($"There is no {period}.", ErrorTypes.NoSuchReport, nonRetryable: true);
        var end = kind == ReportKind.Daily ? first.ToDateTime(new TimeOnly(18, 0)) : first.AddDays(4).ToDateTime(new TimeOnly(17, 0));
        return new DateTimeOffset(end, TimeSpan.Zero);
    }

    private static ReportText Text(ReportTextPart part, string by) => new() { Part = part, Sections = [new GeneratedSection { Paragraph = "It went well." }], By = by };

    private async Task<CollectedPart> CollectAsync(string activity, string source)
    {
        await DoAsync(activity);
        return new CollectedPart { Source = source, File = $"{source}.json.gz", Count = 1 };
    }

    private async Task<ReportFile> BuildAsync(string activity, ReportEdition edition, string extension)
    {
        await DoAsync(activity);
        return new ReportFile
        {
            Name = $"Report {edition.Period}.{extension}",
            Folder = "Reports",
            ContentType = "application/octet-stream",
            Key = $"{edition.Period}/{edition.Number}/{extension}",
            Source = $"{edition.Period}/{extension}",
            Length = 1,
            Sha256 = new string('b', 64),
        };
    }

    private async Task DoAsync(string activity, string? of = null)
    {
        attempts.Enqueue(of is null ? activity : $"{activity} {of}");
        if (held.TryGetValue(activity, out var gate))
        {
            await gate.Task;
        }

        if (failing.TryGetValue(activity, out var errorType) || (of is not null && failing.TryGetValue($"{activity} {of}", out errorType)))
        {
            throw new ApplicationFailureException($"The test lets {activity} fail.", errorType, nonRetryable: lasting.ContainsKey(activity));
        }
    }
}
