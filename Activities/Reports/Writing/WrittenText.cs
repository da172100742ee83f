using Webhooks.Activities.Documentation;
using Webhooks.Activities.Generation;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>Makes the words of a part from what a model or the template wrote.</summary>
internal static class WrittenText
{
    /// <summary>Stands for a model's name.</summary>
    public const string Template = "template";

    /// <param name="fallback">Of <see cref="FallbackReasons"/>; null when no model was to be asked.</param>
    public static ReportText ByTemplate(ReportContent content, ReportTextPart part, string? fallback = null) => new()
    {
        Part = part,
        Sections = ReportTemplate.Write(content, part),
        By = Template,
        Fallback = fallback,
    };

    public static ReportText ByModel(GeneratedText text, ReportTextPart part) => new() { Part = part, Sections = text.Sections, By = text.Model, Cuts = text.Cuts };
}
