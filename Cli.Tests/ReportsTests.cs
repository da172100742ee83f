using System.Text.Json;
using Temporalio.Testing;
using Temporalio.Worker;
using Webhooks.Contracts;

namespace Webhooks.Cli.Tests;

public sealed class ReportsTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cli-tests-").FullName;
    private readonly CancellationTokenSource stopping = new();
    private WorkflowEnvironment environment = null!; // Set by InitializeAsync, which the runner calls before each test; so is what follows.
    private TemporalWorker worker = null!;
    private Task working = null!;

    private string Config => Path.Combine(folder, "config.json");

    public async Task InitializeAsync()
    {
        environment = await WorkflowEnvironment.StartLocalAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["TEMPORAL_ADDRESS"] = environment.Client.Connection.Options.TargetHost };
        await File.WriteAllTextAsync(Config, JsonSerializer.Serialize(settings), CancellationToken.None);
        worker = new TemporalWorker(environment.Client, new TemporalWorkerOptions(TaskQueues.Reports).AddWorkflow<WrittenReportWorkflow>());
        working = worker.ExecuteAsync(stopping.Token);
    }

    public async Task DisposeAsync()
    {
        await stopping.CancelAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        worker.Dispose();
        await environment.DisposeAsync();
        stopping.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_report_is_written_and_its_documents_are_named()
    {
        var run = await RunAsync("run", "--day", "2026-11-20", "--wait");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2026-11-20: edition 1; commits: 3, tickets: 2, deployments: 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("Daily Reports/2026-11-20.docx", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_to_be_told_before_its_time_is_asked_for_as_such() =>
        Assert.Contains("preliminary", (await RunAsync("run", "--day", "2026-11-20", "--wait", "--announce")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task One_that_cannot_be_written_is_a_finding_and_says_why()
    {
        var run = await RunAsync("run", "--day", "2026-11-16", "--wait");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The numbers do not add up.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_is_written_one_after_another_without_weekends_and_goes_on_behind_a_failure()
    {
        var run = await RunAsync("backfill", "--from", "2026-11-13", "--to", "2026-11-17");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["2026-11-13", "2026-11-16", "2026-11-17"], run.Output.Split('\n').Where(line => line.StartsWith("2026", StringComparison.Ordinal)).Select(line => line[..10]));
        Assert.Contains("2 reports are written, 1 are not.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_steps_are_shown()
    {
        await RunAsync("run", "--day", "2026-11-20", "--wait");

        var shown = await RunAsync("show", "2026-11-20", "--data", folder);

        Assert.Equal(0, shown.ExitCode);
        Assert.Matches("upload-word +degraded .*unavailable", shown.Output);
        Assert.Contains("No edition is published.", shown.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Either --day or --week", "run")]
    [InlineData(2, "'2026-02-30' is not a day", "run", "--day", "2026-02-30")]
    [InlineData(2, "'2026-W54' is not a week", "run", "--week", "2026-W54")]
    [InlineData(2, "is neither a day", "show", "yesterday")]
    [InlineData(2, "is not a range", "backfill", "--from", "2026-11-20", "--to", "2026-W47")]
    [InlineData(2, "is not a range", "backfill", "--from", "2026-11-20", "--to", "2026-11-19")]
    [InlineData(2, "more than 400", "backfill", "--from", "2020-01-01", "--to", "2026-01-01")]
    public async Task What_cannot_be_asked_for_is_said(int exitCode, string message, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_never_was_is_a_finding()
    {
        var shown = await RunAsync("show", "2026-11-19", "--data", folder);

        Assert.Equal(1, shown.ExitCode);
        Assert.Contains("Temporal has no run of it", shown.Output, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["reports", .. arguments, "--config", Config]);
}
