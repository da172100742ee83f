using System.Linq.Expressions;
using Temporalio.Workflows;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts.Reports;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Reports;

/// <summary>Makes an edition's documents and puts them into the document store. What does not depend on each other is done side by side.</summary>
internal sealed class ReportPublishing(ReportEdition edition, ReportProgress progress)
{
    /// <summary>Of a document that waits for a person, in the remarks of the result.</summary>
    private const string Waits = "waits-for-a-person";

    public async Task<IReadOnlyList<ReportText>> WriteTextsAsync()
    {
        var begin = Workflow.UtcNow;
        var texts = await Workflow.WhenAllAsync(ReportSteps.TextsOf(edition.Kind).Select(WriteTextAsync));
        ReportMetrics.Phase(edition.Kind, ReportPhases.Write, begin);
        return texts;
    }

    public async Task<IReadOnlyList<ReportFile>> BuildAsync(IReadOnlyList<ReportText> texts)
    {
        var begin = Workflow.UtcNow;
        List<Task<ReportFile>> building = [BuildAsync(ReportSteps.BuildWord, activities => activities.BuildWordAsync(edition, texts))];
        if (edition.Kind == ReportKind.Weekly)
        {
            building.Add(BuildAsync(ReportSteps.BuildExcel, activities => activities.BuildExcelAsync(edition)));
            building.Add(BuildAsync(ReportSteps.BuildPowerPoint, activities => activities.BuildPowerPointAsync(edition, texts)));
        }

        var files = await Workflow.WhenAllAsync(building);
        ReportMetrics.Phase(edition.Kind, ReportPhases.Build, begin);
        return files;
    }

    /// <param name="files">In the order of <see cref="BuildAsync(IReadOnlyList{ReportText})"/>.</param>
    public async Task<IReadOnlyList<PublishedDocument>> UploadAsync(IReadOnlyList<ReportFile> files)
    {
        Workflow.CancellationToken.ThrowIfCancellationRequested();
        var begin = Workflow.UtcNow;
        string[] steps = [ReportSteps.UploadWord, ReportSteps.UploadExcel, ReportSteps.UploadPowerPoint];
        var documents = await Workflow.WhenAllAsync(steps.Zip(files, UploadAsync));
        ReportMetrics.Phase(edition.Kind, ReportPhases.Upload, begin);
        return documents;
    }

    private Task<ReportText> WriteTextAsync(ReportTextPart part)
    {
        var step = ReportSteps.Write(part);
        return progress.DoAsync(step, async () =>
        {
            var text = await Degradation.OrElseAsync(
                DegradedSteps.Generation,
                () => Workflow.ExecuteActivityAsync((ReportWriting activities) => activities.GenerateTextAsync(edition, part), ActivityPolicies.Generation),
                reason =>
                {
                    progress.Degrade(step, FailureName.Of(reason));
                    return Workflow.ExecuteActivityAsync((ReportWriting activities) => activities.WriteTextFromTemplateAsync(edition, part), ActivityPolicies.Standard);
                });
            return text;
        });
    }

    private Task<ReportFile> BuildAsync(string step, Expression<Func<ReportDocuments, Task<ReportFile>>> build) =>
        progress.DoAsync(step, () => Workflow.ExecuteActivityAsync(build, ActivityPolicies.Reporting));

    private Task<PublishedDocument> UploadAsync(string step, ReportFile file) => progress.DoAsync(step, async () =>
    {
        var stored = await DocumentUpload.OrBackupAsync(file);
        if (stored is null)
        {
            progress.Degrade(step, Waits);
        }

        return new PublishedDocument { Name = file.Name, Path = stored?.Path, Link = stored?.Link };
    });
}
