using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Activities.Documentation;

namespace Webhooks.Activities.Azure;

/// <summary>
/// Values of foreign properties as documents may show them: short, visible, and without secrets. What is named like a secret or looks like
/// one is not shown; better one value too few.
/// </summary>
internal static partial class SafeValue
{
    public const string Redacted = "(not shown)";

    private const int LongestText = 120;

    /// <summary>What is looked at for secrets: what is shown, and what it may be the beginning of.</summary>
    private const int LongestLook = 600;

    private const string Cut = "…";

    /// <returns>Null for no value.</returns>
    public static string? Of(string path, JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null
        : IsNamedSecret(path) ? Redacted
        : Message(Text(value));

    /// <summary>Without looking for secrets: for names that Azure gives.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    public static string? Bounded(string? text)
    {
        if (text is null || text.Length <= LongestText)
        {
            return text;
        }

        // Not between the halves of one character.
        var length = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return text[..length] + Cut;
    }

    /// <summary>Free text, such as an error message, which may quote what was configured.</summary>
    public static string? Message(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var line = PlainText.Line(text.Length > LongestLook ? text[..LongestLook] : text);
        return LooksSecret(line) ? Redacted : Bounded(line);
    }

    public static bool IsNamedSecret(string path)
    {
        // A tag is called what people like; its value is looked at all the same.
        return path.StartsWith("tags.", StringComparison.OrdinalIgnoreCase) ? SecretWord().IsMatch(path) : SecretWord().IsMatch(path) || SecretKey().IsMatch(path);
    }

    private static bool LooksSecret(string line)
    {
        if (SecretShape().IsMatch(line))
        {
            return true;
        }

        foreach (var run in Run().EnumerateMatches(line))
        {
            var (upper, lower, digit) = (false, false, false);
            foreach (var c in line.AsSpan(run.Index, run.Length))
            {
                upper |= char.IsAsciiLetterUpper(c);
                lower |= char.IsAsciiLetterLower(c);
                digit |= char.IsAsciiDigit(c);
            }

            if (upper && lower && digit)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("password|passwd|pwd|secret|token|credential|connectionstring|signature|privatekey|customdata|userdata|protectedsettings|commandtoexecute|appsettings|environmentvariables|certificatedata|\\bsas", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretWord();

    [GeneratedRegex("keys?(\\d|\\b|\\[)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretKey();

    [GeneratedRegex("(accountkey|sharedaccess\\w*|password|pwd|secret)\\s*[=:]|[?&;]sig=|-----BEGIN|\\beyJ[A-Za-z0-9_-]{10}|://[^/\\s:@]+:[^/\\s@]+@|\\bbearer\\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretShape();

    /// <summary>What is this long without a separator, with letters of both cases and digits, is more likely a key than a word.</summary>
    [GeneratedRegex("[A-Za-z0-9+=~_.-]{32,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Run();
}
