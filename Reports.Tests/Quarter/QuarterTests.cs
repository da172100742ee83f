using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts;
using Webhooks.Contracts.Interventions;
using Webhooks.Contracts.Reports;
using Webhooks.Reports.Tests.Collecting;
using Webhooks.Worker.Reports;

namespace Webhooks.Reports.Tests.Quarter;

/// <summary>A quarter in simulated time with two outages of Temporal over cut-offs, three deliveries that come late, and a document that the store refuses.</summary>
public sealed class QuarterTests : IAsyncLifetime
{
    private readonly QuarterEvents events = new();
    private QuarterWorld world = null!; // Set by InitializeAsync, which the runner calls first.

    /// <summary>How often deliveries were looked for that came late.</summary>
    private long looks;

    private static IReadOnlyList<string> Amended { get; } = [.. QuarterEvents.Late.Select(late => ReportPeriod.Of(late.Day))];

    public async Task InitializeAsync() => world = await QuarterWorld.StartAsync(
        new ReportSettings { TimeZone = QuarterEvents.Berlin, Investors = ["ada@example.com"] },
        QuarterEvents.At(QuarterEvents.Begin, 8));

    public Task DisposeAsync() => world.DisposeAsync().AsTask();

    [Fact]
    public async Task Every_edition_exists_once_and_every_delivery_is_in_one_day_and_one_week()
    {
        foreach (var (at, doAsync) in Course().OrderBy(each => each.At))
        {
            world.MoveTo(at);
            await doAsync();
        }

        var (days, weeks) = (QuarterEvents.ReportDays, QuarterEvents.ReportWeeks);
        Assert.Equal((65, 13), (days.Count, weeks.Count));
        Assert.All(days, day => Assert.Equal(Amended.Contains(day) ? [1, 2] : [1], Editions(ReportKind.Daily, day)));
        Assert.All(weeks, week => Assert.Equal([1], Editions(ReportKind.Weekly, week)));
        Assert.Equal((65, 13), (await world.ActionsAsync(ReportSchedules.DailyId), await world.ActionsAsync(ReportSchedules.WeeklyId)));
        Assert.All(Amended, AssertLinked);
        // One was received in the week after its own.
        Assert.Equal(3, await AssertEachIsInOneAsync(ReportKind.Daily, days));
        Assert.Equal(1, await AssertEachIsInOneAsync(ReportKind.Weekly, weeks));
        AssertToldOnce();
    }

    private IEnumerable<int> Editions(ReportKind kind, string period) => world.Ledger.Folder.EditionsOf(kind, period).Select(manifest => manifest.Edition.Number);

    private void AssertLinked(string day)
    {
        var editions = world.Ledger.Folder.EditionsOf(ReportKind.Daily, day);
        Assert.Equal((null, 2), (editions[0].Edition.Amends?.Number, editions[0].AmendedBy?.Number));
        Assert.Equal((1, null), (editions[1].Edition.Amends?.Number, editions[1].AmendedBy?.Number));
        Assert.Equal(editions[0].Edition.Figures.Commits + 1, editions[1].Edition.Figures.Commits);
    }

    /// <returns>How many came late.</returns>
    private async Task<int> AssertEachIsInOneAsync(ReportKind kind, IReadOnlyList<string> periods)
    {
        List<string> told = [];
        var (counted, late) = (0, 0);
        foreach (var period in periods)
        {
            var data = await world.Ledger.Folder.ReadDataAsync(world.Ledger.Folder.EditionsOf(kind, period)[^1].Edition, CancellationToken.None);
            Assert.Empty(data.Missing);
            Assert.Equal(data.Completeness.Deliveries, data.Completeness.Included);
            Assert.Equal(data.Completeness.Deliveries, data.Commits.Count + data.Tickets.Count);
            told.AddRange([.. data.Commits.Select(commit => commit.Sha), .. data.Tickets.Select(ticket => ticket.Key)]);
            counted += data.Completeness.Deliveries;
            late += data.Completeness.Late;
        }

        Assert.Equal(events.Deliveries.Select(Told).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.Equal(events.Deliveries.Count, counted);
        return late;
    }

    /// <summary>What a report tells of it.</summary>
    private static string Told(TestDelivery delivery) => delivery.Facts switch
    {
        { Push.After: { } last } => last,
        { JiraIssue.Key: { } key } => key,
        _ => throw new InvalidOperationException("There are pushes and tickets."),
    };

    private void AssertToldOnce()
    {
        Assert.Equal(65 + 3 + (13 * 3), world.Store.Paths.Count);
        Assert.Contains($"Daily Reports/2028-02/{QuarterWorld.DailyName(QuarterEvents.RefusedDay)}", world.Store.Paths);
        Assert.Empty(Directory.GetFiles(world.Backup));
        Assert.Equal(65 + 3 + 13, Directory.GetFiles(Path.Combine(world.Outbox, "notifications", "Reports")).Length);
        Assert.Equal(13, Directory.GetFiles(Path.Combine(world.Outbox, "mail"), "*.eml").Length);
        Assert.False(Directory.Exists(Path.Combine(world.Outbox, "notifications", "Alerts")));
    }

    /// <summary>What is done at which time. What is received at a cut-off is there before its report is.</summary>
    private IEnumerable<(DateTimeOffset At, Func<Task> DoAsync)> Course() =>
    [
        .. events.Deliveries.GroupBy(delivery => delivery.ReceivedAt).Select(received => (received.Key, (Func<Task>)(() => world.Ledger.AcceptAsync(received)))),
        .. QuarterEvents.Outages.Select(outage => (outage.From, (Func<Task>)world.StopServerAsync)),
        .. QuarterEvents.Outages.Select(outage => (outage.To, (Func<Task>)(() => ReturnAsync(outage.From, outage.To)))),
        .. QuarterEvents.CutOffs.Where(cutOff => !QuarterEvents.IsAway(cutOff.At)).Select(cutOff => (cutOff.At, (Func<Task>)(() => WriteAsync(cutOff.Kind, cutOff.Period)))),
        .. QuarterEvents.FullHours.Where(at => !QuarterEvents.IsAway(at)).Select(at => (at, (Func<Task>)AmendAsync)),
    ];

    private async Task WriteAsync(ReportKind kind, string period)
    {
        var isRefused = period == QuarterEvents.RefusedDay;
        world.Store.Refused = isRefused ? QuarterWorld.DailyName(period) : null;
        var result = await world.ReportAsync(kind, period);
        Assert.Equal((1, false, isRefused ? 1 : 0), (result.Edition, result.IsUnchanged, result.Remarks.Count));
        Assert.Equal(kind == ReportKind.Weekly ? true : null, result.IsMailed);
        await world.ActedAsync(kind == ReportKind.Daily ? ReportSchedules.DailyId : ReportSchedules.WeeklyId, actions: 1);
        if (isRefused)
        {
            await RetryAsync(Assert.Single(result.Documents));
        }
    }

    private async Task RetryAsync(PublishedDocument document)
    {
        Assert.Null(document.Path);
        Assert.DoesNotContain(world.Store.Paths, path => path.EndsWith(document.Name, StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(world.Backup, document.Name, SearchOption.AllDirectories));
        world.Store.Refused = null;
        var waiting = await world.WaitingUploadAsync();
        await waiting.SignalAsync(WorkflowNames.RetrySignal, []);
        Assert.Equal(InterventionStatus.Done, (await world.ResultAsync<InterventionState>(waiting)).Status);
    }

    private async Task AmendAsync()
    {
        // The moment of the schedule has come: it has acted, or is about to.
        await world.ActedAsync(ReportSchedules.AmendmentsId, looks + 1);
        looks = await world.ActionsAsync(ReportSchedules.AmendmentsId);
    }

    private async Task ReturnAsync(DateTimeOffset from, DateTimeOffset to)
    {
        await world.StartServerAsync();
        foreach (var (_, kind, period) in QuarterEvents.CutOffs.Where(cutOff => from <= cutOff.At && cutOff.At < to))
        {
            await WriteAsync(kind, period);
        }
    }
}
