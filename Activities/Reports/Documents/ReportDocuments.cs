using System.Security.Cryptography;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Outbound;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts.Reports;
using Webhooks.Office.Excel;
using Webhooks.Office.PowerPoint;
using Webhooks.Office.Word;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>
/// Lays out an edition as documents in its folder. Numbers are checked against the data first: what does not add up fails with
/// <see cref="ErrorTypes.ReportInconsistent"/> and is not written. The same edition and words give the same bytes.
/// </summary>
public sealed class ReportDocuments(ReportFolder folder, ReportSettings settings, DocumentStore store, UploadBackup backup, OutboundMetrics metrics)
{
    private static CancellationToken Cancelled => ActivityExecutionContext.Current.CancellationToken;

    [Activity]
    public Task<ReportFile> BuildWordAsync(ReportEdition edition, IReadOnlyList<ReportText> texts) => BuildAsync(edition, texts, content =>
    {
        var (report, name) = edition.Kind switch
        {
            ReportKind.Daily => (DailyWord.Of(content), "Daily Documentation"),
            ReportKind.Weekly => (WeeklyWord.Of(content), "Investor Report"),
        };
        return new Built(ReportNames.File(edition, name, "docx"), ReportNames.Word, ShownNumbers.Of(report), () => WordWriter.Write(report));
    });

    [Activity]
    public Task<ReportFile> BuildExcelAsync(ReportEdition edition) => BuildAsync(edition, [], content =>
    {
        var workbook = WeeklyWorkbook.Of(content);
        return new Built(ReportNames.File(edition, "Metrics", "xlsx"), ReportNames.Excel, ShownNumbers.Of(workbook), () => WorkbookWriter.Write(workbook));
    });

    [Activity]
    public Task<ReportFile> BuildPowerPointAsync(ReportEdition edition, IReadOnlyList<ReportText> texts) => BuildAsync(edition, texts, content =>
    {
        var deck = WeeklyDeck.Of(content);
        return new Built(ReportNames.File(edition, "Investor Deck", "pptx"), ReportNames.PowerPoint, ShownNumbers.Of(deck), () => DeckWriter.Write(deck));
    });

    /// <summary>Puts a document in its place in the document store. The same again leaves one file.</summary>
    [Activity]
    public Task<StoredFile> UploadReportAsync(ReportFile file) => metrics.UploadAsync(async () =>
    {
        var document = Read(file);
        var stored = await store.UploadAsync(document, Cancelled);
        backup.Supersede(document.Key, stored);
        return stored;
    });

    /// <summary>Keeps a document that cannot be uploaded where a person finds it.</summary>
    [Activity]
    public Task SaveReportBackupAsync(ReportFile file)
    {
        backup.Save(Read(file));
        return Task.CompletedTask;
    }

    private async Task<ReportFile> BuildAsync(ReportEdition edition, IReadOnlyList<ReportText> texts, Func<ReportContent, Built> build)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var data = await folder.ReadDataAsync(edition, Cancelled);
        var built = build(ReportContent.Of(edition, data, settings.Organisation, texts));
        ReportCheck.Require(edition, data, built.Shown);
        var bytes = built.Write();
        return new ReportFile
        {
            Name = built.Name,
            Folder = ReportNames.Folder(edition),
            ContentType = built.ContentType,
            Key = $"report:{ReportPeriod.WorkflowId(edition.Kind, edition.Period)}:{ReportNames.Edition(edition)}:{built.Name}",
            Source = folder.Write(edition, built.Name, bytes),
            Length = bytes.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        };
    }

    private DocumentFile Read(ReportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new DocumentFile { Folder = file.Folder, Name = file.Name, ContentType = file.ContentType, Key = file.Key, Content = ReportFiles.Read(folder, file) };
    }

    private sealed record Built(string Name, string ContentType, ShownNumbers Shown, Func<byte[]> Write);
}
