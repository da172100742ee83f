using Temporalio.Activities;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Generation.Inputs;
using Webhooks.Activities.Generation.Prompts;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Settings;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>Puts an edition in words.</summary>
/// <param name="folder">Has its data.</param>
/// <param name="settings">Who reports.</param>
/// <param name="generation">Null when no model is configured: then the template writes, and that is no fallback.</param>
/// <param name="metrics">Counts fallbacks.</param>
/// <param name="time">For signs of life.</param>
public sealed class ReportWriting(
    ReportFolder folder, ReportSettings settings, TextGeneration? generation = null, GenerationMetrics? metrics = null, TimeProvider? time = null)
{
    /// <summary>With a model where one is configured and something happened, else by template.</summary>
    [Activity]
    public async Task<ReportText> GenerateTextAsync(ReportEdition edition, ReportTextPart part)
    {
        var content = await ReadAsync(edition);
        if (!IsAsked(edition))
        {
            return WrittenText.ByTemplate(content, part);
        }

        var text = await generation!.WriteInActivityAsync(Prompt(part), ReportInput.Of(content, part), time); // Whoever is asked is there.
        if (!text.IsRejected)
        {
            return WrittenText.ByModel(text, part);
        }

        metrics?.FellBack(Prompt(part).Id, FallbackReasons.Rejected);
        return WrittenText.ByTemplate(content, part, FallbackReasons.Rejected);
    }

    /// <summary>For whoever asked for a generated text in vain: marked as such, unless no model would have been asked.</summary>
    [Activity]
    public async Task<ReportText> WriteTextFromTemplateAsync(ReportEdition edition, ReportTextPart part)
    {
        var content = await ReadAsync(edition);
        if (!IsAsked(edition))
        {
            return WrittenText.ByTemplate(content, part);
        }

        metrics?.FellBack(Prompt(part).Id, FallbackReasons.Unavailable);
        return WrittenText.ByTemplate(content, part, FallbackReasons.Unavailable);
    }

    private static Prompt Prompt(ReportTextPart part) => part switch
    {
        ReportTextPart.DailySummary => DailySummaryPrompt.Current,
        ReportTextPart.ExecutiveSummary => ExecutiveSummaryPrompt.Current,
        ReportTextPart.TechnicalDetails => TechnicalDetailsPrompt.Current,
        ReportTextPart.MetricsAnalysis => MetricsAnalysisPrompt.Current,
    };

    private bool IsAsked(ReportEdition edition) => generation is not null && !edition.Figures.IsQuiet;

    private async Task<ReportContent> ReadAsync(ReportEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return ReportContent.Of(edition, await folder.ReadDataAsync(edition, ActivityExecutionContext.Current.CancellationToken), settings.Organisation);
    }
}
