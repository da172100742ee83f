using System.Text.Json;
using Temporalio.Testing;
using Webhooks.Cli.Diagnosing;
using Webhooks.Storage.Journal;

namespace Webhooks.Cli.Tests;

public sealed class DoctorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Where_everything_is_well_it_says_so()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync();
        var temporal = environment.Client.Connection.Options.TargetHost!; // Not null: the environment's client is connected.
        await using var gateway = await RunningGateway.StartAsync(temporal);
        var run = await DoctorAsync(gateway.Folder, RunningGateway.Settings(gateway.Folder), gateway.Address, temporal);
        var findings = Findings(run);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(
            ["configuration", "secrets of hello", "data folder", "disk", "SQLite", "journal", "gateway", "clock of gateway", "Temporal", "clock of Temporal"],
            findings.Select(finding => finding.Check));
        Assert.All(findings.Where(finding => finding.Check != "disk"), finding => Assert.Equal("ok", finding.State));
        Assert.DoesNotContain(RunningGateway.Secret, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningGateway.Token, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_and_everything_that_is_away_is_named_with_what_to_do()
    {
        await using var data = await DataFolderFixture.CreateAsync();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Webhooks:Sources:0:Name"] = "not a name",
            ["Webhooks:Sources:0:Provider"] = "Nobody",
            ["Webhooks:Replay:ConfirmAbove"] = "some",
        };
        var run = await DoctorAsync(data.Path, settings, "http://127.0.0.1:1", "127.0.0.1:1");
        Assert.Equal(1, run.ExitCode);
        var failed = Findings(run).Where(finding => finding.State == "fail").ToList();
        Assert.Equal(4, failed.Count(finding => finding.Check == "configuration"));
        Assert.Contains(failed, finding => finding.Check == "gateway");
        Assert.Contains(failed, finding => finding.Check == "Temporal");
        Assert.All(failed, finding => Assert.False(string.IsNullOrEmpty(finding.Advice)));
    }

    [Theory]
    [InlineData(-1, "fail")]
    [InlineData(3, "warn")]
    [InlineData(30, "ok")]
    public async Task A_secret_that_ends_is_announced(int days, string state)
    {
        await using var data = await DataFolderFixture.CreateAsync();
        var settings = new Dictionary<string, string>(RunningGateway.Settings(data.Path), StringComparer.Ordinal)
        {
            ["Webhooks:Sources:0:Secrets:0:NotAfter"] = TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        };
        var finding = Findings(await DoctorAsync(data.Path, settings, "http://127.0.0.1:1", "127.0.0.1:1")).Single(found => found.Check == "secrets of hello");
        Assert.Equal(state, finding.State);
    }

    [Fact]
    public async Task A_segment_that_a_delivery_without_outcome_holds_is_found()
    {
        await using var data = await DataFolderFixture.CreateAsync();
        await data.AppendAsync(1);
        await data.Journal.DisposeAsync();
        await using (var journal = await DeliveryJournal.OpenAsync(
            new JournalOptions { Directory = data.JournalFolder }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, default))
        {
            await journal.AppendAsync(Settled(), DataFolderFixture.Body(2), default);
            var entries = new List<JournalEntry>();
            await foreach (var entry in journal.ReadFromAsync(JournalPosition.Start, default))
            {
                entries.Add(entry);
            }

            await data.Ledger.IndexAsync(entries, default);
        }

        var finding = Findings(await DoctorAsync(data.Path, RunningGateway.Settings(data.Path), "http://127.0.0.1:1", "127.0.0.1:1")).Single(found => found.Check == "journal");
        Assert.Equal("warn", finding.State);
        Assert.StartsWith("1 segments", finding.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "ok")]
    [InlineData(20, "warn")]
    [InlineData(49, "fail")]
    public void Addresses_of_GitHub_that_were_not_confirmed_lately_are_found(int hours, string state) =>
        Assert.Equal(state, AllowListCheck.Of(TimeSpan.FromHours(hours), 5).State.ToString().ToLowerInvariant());

    [Theory]
    [InlineData(2, "ok")]
    [InlineData(-7, "warn")]
    [InlineData(61, "fail")]
    public void A_clock_that_is_off_is_found(int seconds, string state) => Assert.Equal(state, ClockCheck.Of("gateway", Noon.AddSeconds(seconds), Noon).State.ToString().ToLowerInvariant());

    [Theory]
    [InlineData(100_000, 1_000, "ok")]
    [InlineData(10_000, 1_000, "warn")]
    [InlineData(1_500, 1_000, "fail")]
    [InlineData(100, 0, "fail")]
    [InlineData(600, 0, "ok")]
    public void A_disk_that_will_be_full_is_found(long freeMebibytes, long dailyMebibytes, string state) =>
        Assert.Equal(state, DataFolderCheck.Disk(freeMebibytes * 1024 * 1024, dailyMebibytes * 1024 * 1024).State.ToString().ToLowerInvariant());

    [Fact]
    public async Task Without_json_it_is_a_table_for_people()
    {
        var run = await CommandRun.OfAsync("doctor", "--data", Path.Combine(Path.GetTempPath(), "is-not-there"), "--gateway", "http://127.0.0.1:1");
        Assert.Equal(1, run.ExitCode);
        Assert.Matches("data folder +fail +'.*is-not-there' is not there", run.Output);
    }

    private static async Task<CommandRun> DoctorAsync(string folder, IReadOnlyDictionary<string, string> settings, string gateway, string temporal)
    {
        var file = Path.Combine(folder, "gateway.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new Dictionary<string, string>(settings, StringComparer.Ordinal) { ["TEMPORAL_ADDRESS"] = temporal }));
        return await CommandRun.OfAsync("doctor", "--json", "--config", file, "--data", folder, "--gateway", gateway);
    }

    private static List<Shown> Findings(CommandRun run) =>
        JsonSerializer.Deserialize<List<Shown>>(run.Output, JsonSerializerOptions.Web) ?? throw new InvalidOperationException(run.Output + run.Error);

    private static AcceptedDelivery Settled() => new()
    {
        DeliveryId = DataFolderFixture.Id(2),
        Key = "k",
        Source = "main",
        Provider = Contracts.Deliveries.WebhookProvider.GitHub,
        EventName = "push",
        ReceivedAt = DataFolderFixture.Noon,
        SettledAs = new Contracts.Deliveries.Outcome { Kind = Contracts.Deliveries.OutcomeKind.Filtered, Reason = "r" },
    };

    private sealed record Shown(string Check, string State, string Detail, string? Advice);
}
