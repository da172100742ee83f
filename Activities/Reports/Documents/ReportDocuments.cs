using Temporalio.Activities;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Writing;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>
/// Lays out an edition as documents in its folder. Numbers are checked against the data first: what does not add up fails with
/// <see cref="ErrorTypes.ReportInconsistent"/> and is not written. The same edition and words give the same bytes.
/// </summary>
public sealed class ReportDocuments
{
    [Activity]
    public Task<ReportFile> BuildWordAsync(ReportEdition edition, IReadOnlyList<ReportText> texts) => throw new NotSupportedException($"{edition?.Period} {texts?.Count}");

    [Activity]
    public Task<ReportFile> BuildExcelAsync(ReportEdition edition) => throw new NotSupportedException($"{edition?.Period}");

    [Activity]
    public Task<ReportFile> BuildPowerPointAsync(ReportEdition edition, IReadOnlyList<ReportText> texts) => throw new NotSupportedException($"{edition?.Period} {texts?.Count}");

    /// <summary>Puts a document in its place in the document store. The same again leaves one file.</summary>
    [Activity]
    public Task<StoredFile> UploadReportAsync(ReportFile file) => throw new NotSupportedException(file?.Name);

    /// <summary>Keeps a document that cannot be uploaded where a person finds it.</summary>
    [Activity]
    public Task SaveReportBackupAsync(ReportFile file) => throw new NotSupportedException(file?.Name);
}
