using System.Globalization;
using Temporalio.Exceptions;
using Temporalio.Testing;
using Webhooks.Activities;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Outbound;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Documents;

/// <summary>Documents as files: through the activities, with the real writers and a folder as document store.</summary>
public sealed class ReportDocumentsTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();
    private readonly OutboundMetrics metrics = new();
    private readonly ReportFolder folder;
    private readonly ReportDocuments documents;

    public ReportDocumentsTests()
    {
        folder = new ReportFolder(Path.Combine(temporary.Path, "reports"));
        documents = new ReportDocuments(folder, new ReportSettings { Organisation = SampleReport.Organisation }, new FolderStore(Store), new UploadBackup(Backup), metrics);
    }

    private string Store => Path.Combine(temporary.Path, "documents");

    private string Backup => Path.Combine(temporary.Path, "manual-uploads");

    public void Dispose()
    {
        metrics.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task A_document_is_called_by_period_and_edition()
    {
        Assert.Equal(("Daily Documentation 2026-11-20.docx", "Daily Reports/2026-11", "daily/2026-11-20/1/Daily Documentation 2026-11-20.docx"), Place(await WordAsync(SampleReports.Daily("rich"))));
        Assert.Equal("Daily Documentation 2026-11-20 (edition 2).docx", (await WordAsync(SampleReports.Daily("amended"))).Name);
        Assert.Equal("Daily Documentation 2026-11-20 (preliminary).docx", (await WordAsync(SampleReports.Daily("preliminary"))).Name);
        Assert.Equal(["Investor Report 2026-W47.docx", "Metrics 2026-W47.xlsx", "Investor Deck 2026-W47.pptx"], (await SetAsync(SampleReports.Weekly("rich"))).Select(file => file.Name));
        var edition = SampleReports.Weekly("rich").Edition;
        Assert.Equal("Weekly Reports/2026-12", (await WordAsync(SampleReports.Weekly("rich").With(edition with { Period = "2026-W53" }))).Folder);
    }

    [Fact]
    public async Task The_same_edition_and_words_give_the_same_bytes_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        var first = await SetAsync(SampleReports.Weekly("rich"));
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "\u2212" }, DateTimeFormat = { DateSeparator = "." } };

            Assert.Equal(first, await SetAsync(SampleReports.Weekly("rich")));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public async Task Numbers_that_do_not_add_up_are_not_written()
    {
        var sample = SampleReports.Weekly("rich");
        var wrong = sample.With(sample.Edition with { Figures = sample.Edition.Figures with { TicketsCompleted = 19 } });

        var failures = new[]
        {
            await Assert.ThrowsAsync<ApplicationFailureException>(() => WordAsync(wrong)),
            await Assert.ThrowsAsync<ApplicationFailureException>(() => ExcelAsync(wrong)),
            await Assert.ThrowsAsync<ApplicationFailureException>(() => PowerPointAsync(wrong)),
        };

        Assert.All(failures, failure => Assert.Equal((ErrorTypes.ReportInconsistent, true), (failure.ErrorType, failure.NonRetryable)));
        Assert.Equal(["data.json.gz"], Directory.EnumerateFiles(folder.FolderOf(wrong.Edition)).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public async Task A_document_is_put_in_its_place_and_twice_is_once()
    {
        var file = await WordAsync(SampleReports.Daily("rich"));

        var stored = await UploadAsync(file);
        await UploadAsync(file);

        Assert.Equal("Daily Reports/2026-11/Daily Documentation 2026-11-20.docx", stored.Path);
        Assert.Equal(folder.Read(file.Source), await File.ReadAllBytesAsync(Assert.Single(Directory.EnumerateFiles(Store, "*.docx", SearchOption.AllDirectories))));
    }

    [Fact]
    public async Task A_document_that_was_changed_meanwhile_is_not_uploaded()
    {
        var sample = SampleReports.Daily("rich");
        var file = await WordAsync(sample);
        var bytes = folder.Read(file.Source);
        bytes[^1] ^= 1;
        folder.Write(sample.Edition, file.Name, bytes);

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => UploadAsync(file));

        Assert.Equal((ErrorTypes.ReportFolder, true), (failure.ErrorType, failure.NonRetryable));
        Assert.False(Directory.Exists(Store));
    }

    [Fact]
    public async Task What_cannot_be_uploaded_waits_for_a_person_under_its_own_name()
    {
        var file = await WordAsync(SampleReports.Daily("rich"));

        await new ActivityEnvironment().RunAsync(() => documents.SaveReportBackupAsync(file));
        Assert.Equal(file.Name, Path.GetFileName(Assert.Single(Directory.EnumerateFiles(Backup, "*.docx", SearchOption.AllDirectories))));

        await UploadAsync(file);
        Assert.Empty(Directory.EnumerateFiles(Backup, "*.docx", SearchOption.AllDirectories));
    }

    private static (string Name, string Folder, string Source) Place(ReportFile file) => (file.Name, file.Folder, file.Source);

    private Task<ReportFile> WordAsync(SampleReport sample) => RunAsync(sample, () => documents.BuildWordAsync(sample.Edition, sample.Texts));

    private Task<ReportFile> ExcelAsync(SampleReport sample) => RunAsync(sample, () => documents.BuildExcelAsync(sample.Edition));

    private Task<ReportFile> PowerPointAsync(SampleReport sample) => RunAsync(sample, () => documents.BuildPowerPointAsync(sample.Edition, sample.Texts));

    private async Task<ReportFile[]> SetAsync(SampleReport sample) => [await WordAsync(sample), await ExcelAsync(sample), await PowerPointAsync(sample)];

    private Task<StoredFile> UploadAsync(ReportFile file) => new ActivityEnvironment().RunAsync(() => documents.UploadReportAsync(file));

    private Task<ReportFile> RunAsync(SampleReport sample, Func<Task<ReportFile>> build)
    {
        folder.WriteData(sample.Edition, sample.Data);
        return new ActivityEnvironment().RunAsync(build);
    }
}
