using System.Text;
using Webhooks.Activities.Generation;

namespace Webhooks.Activities.Documentation;

/// <summary>
/// Who found the words of a document. Facts, links and layout are the template's in any case; a model adds a section of plain text, which is
/// escaped like every other foreign text.
/// </summary>
public sealed record Wording
{
    /// <summary>Front matter and property that says who wrote.</summary>
    public const string Key = "generated";

    private const string Template = "template";

    private Wording()
    {
    }

    /// <summary>Nobody but the template was asked.</summary>
    public static Wording ByTemplate { get; } = new();

    /// <summary>A model was to be asked and did not answer.</summary>
    public static Wording WithoutGeneration { get; } = new() { Fallback = FallbackReasons.Unavailable };

    /// <summary>Why the template took the place of a model. Null when it did not.</summary>
    public string? Fallback { get; private init; }

    private GeneratedText? Text { get; init; }

    private string By => Text?.Model ?? Template;

    /// <param name="text">Null when no model is configured.</param>
    public static Wording Of(GeneratedText? text) => text switch
    {
        null => ByTemplate,
        { IsRejected: true } => new Wording { Fallback = FallbackReasons.Rejected },
        _ => new Wording { Text = text },
    };

    internal FrontMatter Header(FrontMatter header) => header.Add(Key, By).Add("prompt", Text?.Prompt).Add("fallback", Fallback);

    internal void Put(Dictionary<string, string> properties)
    {
        properties[Key] = By;
        if (Fallback is not null)
        {
            properties["fallback"] = Fallback;
        }
    }

    /// <summary>The section of the model; or a line that says why there is none although there should be.</summary>
    internal void Write(StringBuilder markdown)
    {
        if (Fallback is not null)
        {
            markdown.Append("> **By template.** ").Append(Fallback == FallbackReasons.Rejected
                ? "The generated text said what the facts do not, or not as it should, and was left out."
                : "Text generation did not answer.").Append(" The facts below are complete.\n\n");
        }

        if (Text is null)
        {
            return;
        }

        foreach (var section in Text.Sections)
        {
            Write(markdown, section);
        }

        markdown.Append("_Written by ").Append(MarkdownText.Code(Text.Model)).Append(" from the facts below");
        markdown.Append(Text.Cuts.Count > 0 ? $"; it was not given all of them ({string.Join("; ", Text.Cuts)})" : "").Append("._\n\n");
    }

    private static void Write(StringBuilder markdown, GeneratedSection section)
    {
        if (section.Heading is not null)
        {
            markdown.Append("## ").Append(section.Heading).Append("\n\n");
        }

        if (section.Paragraph is not null)
        {
            markdown.Append(MarkdownText.Inline(section.Paragraph)).Append("\n\n");
        }

        foreach (var point in section.Points)
        {
            markdown.Append("- ").Append(MarkdownText.Inline(point)).Append('\n');
        }

        markdown.Append(section.Points.Count > 0 ? "\n" : "");
    }
}
