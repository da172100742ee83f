using System.Text.Json;

namespace Webhooks.Activities.Json;

/// <summary>Finds values in a body by their path: <c>issue.fields.summary</c>. What is not there, or of another kind, is null.</summary>
internal static class JsonPaths
{
    /// <summary>Cut to a bound; null when it is empty.</summary>
    public static string? Text(this JsonElement root, string path, int longest)
    {
        if (root.Find(path) is not { ValueKind: JsonValueKind.String } value)
        {
            return null;
        }

        try
        {
            return value.GetString() is { Length: > 0 } text ? Cut(text, longest) : null;
        }
        catch (InvalidOperationException)
        {
            // What a text that is not Unicode gives, the value being a string.
            return null;
        }
    }

    public static long? Number(this JsonElement root, string path) =>
        root.Find(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public static JsonElement? Find(this JsonElement root, string path)
    {
        var at = root;
        foreach (var step in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return null;
            }
        }

        return at;
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";
}
