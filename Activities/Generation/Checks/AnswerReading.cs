using System.Text.Json;
using Webhooks.Activities.Documentation;

namespace Webhooks.Activities.Generation.Checks;

/// <summary>Reads an answer by the sections of its prompt. An endpoint that promises to follow the schema is not believed.</summary>
internal static class AnswerReading
{
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <returns>The sections, or what is wrong with them.</returns>
    public static (IReadOnlyList<GeneratedSection> Sections, AnswerFault? Fault) Read(Prompt prompt, string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, Shallow);
            return Read(prompt, document.RootElement);
        }
        catch (JsonException)
        {
            return ([], AnswerFault.NotBySchema);
        }
    }

    private static (IReadOnlyList<GeneratedSection> Sections, AnswerFault? Fault) Read(Prompt prompt, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().Count() != prompt.Sections.Count)
        {
            return ([], AnswerFault.NotBySchema);
        }

        var sections = new List<GeneratedSection>();
        foreach (var section in prompt.Sections)
        {
            if (!root.TryGetProperty(section.Name, out var value) || Texts(section, value) is not { } texts)
            {
                return ([], AnswerFault.NotBySchema);
            }

            if (texts.Count > (section.MostPoints ?? 1) || texts.Exists(text => text.Length == 0 || text.Length > section.LongestText))
            {
                return ([], AnswerFault.TooLong);
            }

            sections.Add(section.MostPoints is null
                ? new GeneratedSection { Heading = section.Heading, Paragraph = texts[0] }
                : new GeneratedSection { Heading = section.Heading, Points = texts });
        }

        return (sections, null);
    }

    /// <summary>Without anything invisible, and each on one line.</summary>
    private static List<string>? Texts(PromptSection section, JsonElement value) => (section.MostPoints, value.ValueKind) switch
    {
        (null, JsonValueKind.String) => [Text(value)],
        (not null, JsonValueKind.Array) when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(Text)],
        _ => null,
    };

    private static string Text(JsonElement value) => PlainText.Line(value.GetString() ?? "");
}
