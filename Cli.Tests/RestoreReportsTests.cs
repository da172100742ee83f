using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Delivering;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Reports;

namespace Webhooks.Cli.Tests;

public sealed class RestoreReportsTests : IDisposable
{
    private const string Week = "2026-W47";
    private const string Document = $"weekly/{Week}/1/Investor Report {Week}.docx";

    private static readonly DateTimeOffset CutOff = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);

    private readonly string data = Directory.CreateTempSubdirectory("cli-tests-").FullName;
    private readonly string zip;

    public RestoreReportsTests()
    {
        var folder = new ReportFolder(Path.Combine(data, ReportFolder.Name));
        var edition = new ReportEdition
        {
            Kind = ReportKind.Weekly,
            Period = Week,
            Window = new ReportWindow { From = CutOff.AddDays(-7), To = CutOff, TimeZone = "UTC" },
            Number = 1,
            At = CutOff,
            IsUnchanged = false,
            Digest = new string('0', 64),
            Figures = new ReportFigures
            {
                Commits = 0, Authors = 0, Repositories = 0, PullRequestsMerged = 0, Tickets = 0, TicketsCompleted = 0, Deployments = 0, DeploymentsFailed = 0, Costs = [], CostAnomalies = 0,
            },
        };
        folder.Write(edition, $"Investor Report {Week}.docx", "report"u8);
        folder.Write(edition, $"Metrics {Week}.xlsx", "metrics"u8);
        zip = new ReportArchive(folder).Pack(edition);
    }

    private string Target => Path.Combine(data, "restored");

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_week_comes_back_as_it_was()
    {
        var run = await RestoreAsync(Week);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"2 files are in {Target}", run.Output, StringComparison.Ordinal);
        Assert.Equal("report", await File.ReadAllTextAsync(Path.Combine(Target, Document)));
        Assert.Equal("metrics", await File.ReadAllTextAsync(Path.Combine(Target, $"weekly/{Week}/1/Metrics {Week}.xlsx")));
    }

    [Fact]
    public async Task A_damaged_archive_is_a_finding_and_nothing_is_restored()
    {
        var bytes = await File.ReadAllBytesAsync(zip);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(zip, bytes);

        var run = await RestoreAsync(Week);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{Week}.zip is damaged", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task A_damaged_file_in_it_is_named()
    {
        await ChangeAsync(Document, "another report");

        var run = await RestoreAsync(Week);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"'{Document}' in the archive is damaged", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task A_week_without_an_archive_is_a_finding()
    {
        var run = await RestoreAsync("2026-W46");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There is no archive of 2026-W46", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone()
    {
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "mine.txt"), "mine");

        var run = await RestoreAsync(Week);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("not an empty folder", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine.txt", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(Target))));
    }

    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("../2026-W47")]
    public async Task What_is_no_week_cannot_be_asked_for(string name)
    {
        var run = await RestoreAsync(name);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is not a week", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> RestoreAsync(string week) => CommandRun.OfAsync("reports", "restore", week, "--to", Target, "--data", data);

    /// <summary>The whole is as its hash says, the file is not.</summary>
    private async Task ChangeAsync(string name, string content)
    {
        await using (var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Update))
        {
            archive.GetEntry(name)!.Delete(); // It was packed.
            await using var stream = await archive.CreateEntry(name).OpenAsync();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(content));
        }

        await File.WriteAllTextAsync($"{zip}.sha256", $"{Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(zip)))}  {Week}.zip\n");
    }
}
