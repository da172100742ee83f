using System.Text.Json.Nodes;

namespace Webhooks.Activities.Generation;

/// <summary>
/// The JSON schema of an answer. Only what every endpoint with strict schemas takes: types, required properties, and no others; bounds stand
/// in the descriptions and are checked by <see cref="Checks.AnswerReading"/>.
/// </summary>
internal static class PromptSchema
{
    public static JsonObject Of(Prompt prompt)
    {
        var properties = new JsonObject();
        foreach (var section in prompt.Sections)
        {
            properties[section.Name] = Property(section);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. prompt.Sections.Select(section => (JsonNode)section.Name)]),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Property(PromptSection section)
    {
        var text = new JsonObject { ["type"] = "string" };
        return section.MostPoints is { } most
            ? new JsonObject
            {
                ["type"] = "array",
                ["description"] = $"{section.Description} At most {most} points of at most {section.LongestText} characters; an empty list when there is nothing to say.",
                ["items"] = text,
            }
            : new JsonObject { ["type"] = "string", ["description"] = $"{section.Description} At most {section.LongestText} characters." };
    }
}
