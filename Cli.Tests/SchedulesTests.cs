using System.Text.Json;
using Temporalio.Testing;

namespace Webhooks.Cli.Tests;

public sealed class SchedulesTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cli-tests-").FullName;
    private WorkflowEnvironment environment = null!; // Set by InitializeAsync, which the runner calls before each test.

    private string Config => Path.Combine(folder, "config.json");

    public async Task InitializeAsync()
    {
        environment = await WorkflowEnvironment.StartLocalAsync();
        await ConfigureAsync([]);
    }

    public async Task DisposeAsync()
    {
        await environment.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Those_that_the_configuration_wants_are_made_and_listed()
    {
        var applied = await RunAsync("apply");
        var listed = await RunAsync("list");

        Assert.Equal((0, 0), (applied.ExitCode, listed.ExitCode));
        Assert.Equal(["webhooks-reports-amendments", "webhooks-reports-daily", "webhooks-reports-weekly"], Ids(listed));
        Assert.Equal(3, applied.Output.Split("created").Length - 1);
        Assert.Matches("webhooks-reports-daily +[0-9]{4}-[0-9]{2}-[0-9]{2} 18:00Z, ", listed.Output);
    }

    [Fact]
    public async Task One_that_the_configuration_wants_no_more_is_deleted()
    {
        await RunAsync("apply");
        await ConfigureAsync(new() { ["Webhooks:Reports:Weekly:Enabled"] = "false" });

        var applied = await RunAsync("apply");

        Assert.Matches("webhooks-reports-weekly +deleted", applied.Output);
        Assert.Matches("webhooks-reports-daily +updated", applied.Output);
        Assert.DoesNotContain("webhooks-reports-weekly", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_is_shown_with_its_note_and_outlives_another_application()
    {
        await RunAsync("apply");

        var paused = await RunAsync("pause", "webhooks-reports-daily", "--note", "holidays");
        await RunAsync("apply");
        var whilePaused = await RunAsync("list");
        await RunAsync("resume", "webhooks-reports-daily");
        var resumed = await RunAsync("list");

        Assert.Equal((0, "webhooks-reports-daily is paused.\n"), (paused.ExitCode, paused.Output.ReplaceLineEndings("\n")));
        Assert.Matches("webhooks-reports-daily .* yes +holidays", whilePaused.Output);
        Assert.Matches("webhooks-reports-daily .* no", resumed.Output);
    }

    [Fact]
    public async Task One_can_be_started_now_and_for_a_time_that_is_past()
    {
        await RunAsync("apply");

        var triggered = await RunAsync("trigger", "webhooks-reports-weekly");
        var backfilled = await RunAsync("backfill", "webhooks-reports-daily", "--from", "2026-01-05", "--to", "2026-01-06T18:00Z");

        Assert.Equal((0, 0), (triggered.ExitCode, backfilled.ExitCode));
        Assert.Equal(1, (await environment.Client.GetScheduleHandle("webhooks-reports-weekly").DescribeAsync()).Info.NumActions);
        Assert.Contains("2026-01-05 18:00Z", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "not a schedule of this product", "pause", "somebody-elses")]
    [InlineData(1, "There is no schedule 'webhooks-reports-monthly'", "pause", "webhooks-reports-monthly")]
    [InlineData(2, "is before --from", "backfill", "webhooks-reports-daily", "--from", "2026-01-06", "--to", "2026-01-05")]
    [InlineData(2, "or in the future", "backfill", "webhooks-reports-daily", "--from", "2026-01-06", "--to", "9000-01-05")]
    public async Task What_cannot_be_done_is_said(int exitCode, string message, params string[] arguments)
    {
        await RunAsync("apply");

        var run = await RunAsync(arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_of_the_configuration_is_named_and_nothing_is_changed()
    {
        await ConfigureAsync(new() { ["Webhooks:Reports:TimeZone"] = "Mars/Olympus", ["Webhooks:Reconciliation:Interval"] = "soon" });

        var run = await RunAsync("apply");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Webhooks:Reports:TimeZone 'Mars/Olympus'", run.Error, StringComparison.Ordinal);
        Assert.Contains("Webhooks:Reconciliation:Interval 'soon'", run.Error, StringComparison.Ordinal);
        Assert.Empty(Ids(await RunAsync("list")));
    }

    [Fact]
    public async Task Where_Temporal_is_away_that_is_said()
    {
        await File.WriteAllTextAsync(Config, """{"TEMPORAL_ADDRESS":"127.0.0.1:1"}""");

        var run = await RunAsync("list");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Temporal at 127.0.0.1:1 cannot be reached", run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Ids(CommandRun listed) =>
        listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ')[0]);

    private Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        settings["TEMPORAL_ADDRESS"] = environment.Client.Connection.Options.TargetHost;
        return File.WriteAllTextAsync(Config, JsonSerializer.Serialize(settings));
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["schedules", .. arguments, "--config", Config]);
}
