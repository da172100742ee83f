using Webhooks.Activities.Reports.Collecting;
using Webhooks.Contracts.Reports;
using Webhooks.Local.Tests;
using Webhooks.Storage.Tests.PostgreSql;

namespace Webhooks.Reports.Tests.Collecting;

public sealed class FortnightTests : IAsyncLifetime
{
    /// <summary>A Friday at the cut-off of weeks; the clocks of Berlin are put back in between.</summary>
    private static readonly DateTimeOffset Start = new(2026, 10, 16, 15, 0, 0, TimeSpan.Zero);

    private readonly ReportWorld world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public Task Each_delivery_of_a_fortnight_is_in_exactly_one_daily_and_one_weekly_report() => CoverAsync(1200);

    [SkippableFact]
    public async Task The_same_with_PostgreSQL()
    {
        await using var database = await TestDatabase.CreateAsync();
        await world.UseDatabaseAsync(database.ConnectionString);
        await CoverAsync(300);
    }

    private async Task CoverAsync(int count)
    {
        world.Settings = new() { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        var random = new SeededNumbers(4711);
        var deliveries = Enumerable.Range(0, count).Select(number => Some(random, number)).OrderBy(delivery => delivery.ReceivedAt).ToList();
        await world.AcceptAsync(deliveries);

        var days = await CountAsync(ReportKind.Daily, Start);
        var weeks = await CountAsync(ReportKind.Weekly, Start);

        Assert.Equal(count, days.Count);
        Assert.All(days, day => Assert.Equal(1, day.Value));
        Assert.Equal(count, weeks.Count);
        Assert.All(weeks, week => Assert.Equal(1, week.Value));
    }

    /// <summary>Most come in seconds, some hours or days later, a few with a time that is nonsense.</summary>
    private static TestDelivery Some(SeededNumbers random, int number)
    {
        var at = Start.AddSeconds(random.Below(14 * 24 * 3600));
        var delivery = (number % 4) switch
        {
            0 => TestDelivery.Push(at, 10_000 + number),
            1 => TestDelivery.Issue(at, number),
            2 => TestDelivery.PullRequest(at, number, "opened"),
            _ => TestDelivery.Deployment(at, number),
        };
        return random.Below(20) switch
        {
            0 => delivery with { ReceivedAt = at.AddHours(1 + random.Below(99)) },
            1 => delivery with { ReceivedAt = at.AddDays(13 + random.Below(4)) },
            2 => delivery with { ReceivedAt = at.AddMinutes(-random.Below(300)) },
            3 => delivery with { Outcome = TestDelivery.Filtered("no-handler") },
            _ => delivery,
        };
    }

    private async Task<Dictionary<string, int>> CountAsync(ReportKind kind, DateTimeOffset from)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        for (var period = world.Calendar.PeriodOf(kind, from.AddDays(-2)); world.Calendar.Window(kind, period).From < from.AddDays(35); period = Next(kind, period))
        {
            var (edition, _) = await world.ReportAsync(kind, period, from.AddDays(60));
            var plan = await world.PlanAsync(kind, period, from.AddDays(60));
            var covered = 0;
            await foreach (var delivery in new CoveredDeliveries(world.Ledger, world.Calendar).ReadAsync(plan, null, CancellationToken.None))
            {
                counts[delivery.Record.DeliveryId] = counts.GetValueOrDefault(delivery.Record.DeliveryId) + 1;
                covered++;
            }

            var counted = (await world.Folder.ReadDataAsync(edition, CancellationToken.None)).Completeness;
            Assert.Equal(covered, counted.Deliveries);
            Assert.Equal(counted.Deliveries, counted.Included + counted.Filtered + counted.Duplicates + counted.Quarantined + counted.Open);
        }

        return counts;
    }

    private string Next(ReportKind kind, string period) => world.Calendar.PeriodOf(kind, world.Calendar.Window(kind, period).To);
}
