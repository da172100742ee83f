using Microsoft.Data.Sqlite;

namespace Temporal.Server.Storage;

/// <summary>Text attributes are found by any word of theirs.</summary>
internal static class TextSearch
{
    public const string Function = "shares_word";

    public static void Register(SqliteConnection connection) =>
        connection.CreateFunction<string?, string?, bool>(Function, SharesWord, isDeterministic: true);

    public static bool SharesWord(string? text, string? wanted)
    {
        var words = Words(text);
        return Words(wanted).Any(words.Contains);
    }

    private static HashSet<string> Words(string? text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var start = 0;
        text ??= "";
        for (var at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || !char.IsLetterOrDigit(text[at]))
            {
                if (at > start)
                {
                    words.Add(text[start..at]);
                }

                start = at + 1;
            }
        }

        return words;
    }
}
