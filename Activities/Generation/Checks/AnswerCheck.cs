using System.Text.RegularExpressions;

namespace Webhooks.Activities.Generation.Checks;

/// <summary>
/// Whether an answer may be shown: plain text, and nothing in it that a reader could follow or look up and that is not in the data. It cannot
/// tell whether the prose is true. Patterns run in linear time, because a model may have been told what to write by an attacker.
/// </summary>
internal static class AnswerCheck
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex Code = new("`[^`]+`", Linear);
    private static readonly Regex Html = new("<[A-Za-z/!?]|&(#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);", Linear);
    private static readonly Regex Fence = new("```|~~~", Linear);
    private static readonly Regex Link = new(@"\]\(|\]\[|\]:|!\[", Linear);

    /// <summary>What each kind of name looks like. The first fault that is found is told.</summary>
    private static readonly (AnswerFault Fault, Regex Pattern)[] Names =
    [
        (AnswerFault.InventedAddress, new(@"\b[A-Za-z][A-Za-z0-9+.-]*://[^\s<>`""]+|\bwww\.[^\s<>`""]+|\b(?i:javascript|vbscript|data|mailto|file|tel|sms):[^\s`]+", Linear)),
        (AnswerFault.InventedMail, new(@"[^\s@<>()\[\],;:""'`]+@[^\s@<>()\[\],;:""'`]+\.[A-Za-z]{2,}", Linear)),
        (AnswerFault.InventedMention, new("@[A-Za-z0-9][A-Za-z0-9_-]*", Linear)),
        (AnswerFault.InventedTicket, new(@"\b[A-Z][A-Z0-9]{1,9}-[0-9]{1,9}\b", Linear)),
        (AnswerFault.InventedNumber, new("#[0-9]+", Linear)),
        (AnswerFault.InventedPath, new(@"[^\s`]*\.\.[/\\][^\s`]*|\b[A-Za-z]:\\[^\s`]*|(^|[\s`(])[/~][A-Za-z0-9_.-]+/[^\s`)]*", Linear)),
        (AnswerFault.InventedName, new(@"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.[A-Za-z]{2,}\b", Linear)),
    ];

    private static readonly Regex Word = new("[0-9A-Za-z]+", Linear);

    /// <param name="data">Every text that the model was given.</param>
    public static AnswerFault? Of(IReadOnlyList<GeneratedSection> sections, string data)
    {
        foreach (var text in sections.SelectMany(section => section.Texts))
        {
            if (Of(text, data) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static AnswerFault? Of(string text, string data)
    {
        var prose = Code.Replace(text, "·");
        if (Html.IsMatch(prose) || Fence.IsMatch(text) || Link.IsMatch(prose))
        {
            return AnswerFault.Markup;
        }

        if (text[0] is '=' or '+' or '-' or '@')
        {
            return AnswerFault.Formula;
        }

        foreach (var (fault, pattern) in Names)
        {
            var known = new Lazy<HashSet<string>>(() => [.. Found(pattern, data)]);
            if (Found(pattern, text).Any(name => !known.Value.Contains(name) && !IsPartOfKnownName(fault, name, data)))
            {
                return fault;
            }
        }

        return HasInventedHash(text, data) ? AnswerFault.InventedHash : null;
    }

    /// <summary>Without the punctuation of the sentence around it.</summary>
    private static IEnumerable<string> Found(Regex pattern, string text) => pattern.Matches(text).Select(match => match.Value.Trim(' ', '`', '(', ')', '[', ']', '.', ',', ';', ':', '!', '?', '"', '\''));

    /// <summary>A file may be named without its folders, a type without its namespace; an address may not be shortened, because that is another one.</summary>
    private static bool IsPartOfKnownName(AnswerFault fault, string name, string data) =>
        fault == AnswerFault.InventedName && Regex.IsMatch(data, $@"(^|[^A-Za-z0-9_-]){Regex.Escape(name)}($|[^A-Za-z0-9_-])", Linear);

    /// <summary>Hashes are often shortened, so the beginning of one that is known will do. Whole numbers of that length count too.</summary>
    private static bool HasInventedHash(string text, string data)
    {
        var known = Words(data);
        return Words(text).Any(word => !known.Exists(hash => hash.StartsWith(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static List<string> Words(string text) =>
        [.. Word.Matches(text).Select(match => match.Value).Where(word => word.Length >= 7 && word.All(char.IsAsciiHexDigit))];
}
