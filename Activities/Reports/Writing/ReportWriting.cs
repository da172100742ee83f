using Temporalio.Activities;
using Webhooks.Activities.Reports.Editions;

namespace Webhooks.Activities.Reports.Writing;

public sealed class ReportWriting
{
    /// <summary>With a model where one is configured, else by template.</summary>
    [Activity]
    public Task<ReportText> GenerateTextAsync(ReportEdition edition, ReportTextPart part) => throw new NotSupportedException($"{edition?.Period} {part}");

    /// <summary>For whoever asked for a generated text in vain: marked as such.</summary>
    [Activity]
    public Task<ReportText> WriteTextFromTemplateAsync(ReportEdition edition, ReportTextPart part) => throw new NotSupportedException($"{edition?.Period} {part}");
}
