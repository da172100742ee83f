using System.Text;
using System.Text.RegularExpressions;

namespace Webhooks.Activities.Commits;

/// <summary>
/// Which paths of a repository are meant: <c>src/billing/</c> (all below it), <c>*.sql</c> (by name, in any folder), <c>src/**/Api/*.cs</c>. Case
/// counts. Paths are foreign, so matching takes linear time.
/// </summary>
public sealed class PathPattern
{
    private const int LongestPattern = 200;

    private readonly Regex expression;

    private PathPattern(string text)
    {
        Text = text;
        expression = new Regex(Expression(text), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>As it was configured.</summary>
    public string Text { get; }

    /// <returns>Null when it is none.</returns>
    public static PathPattern? Parse(string? text) =>
        text is { Length: > 0 and <= LongestPattern }
        && text[0] != '/'
        && text.Trim().Length == text.Length
        && !text.Any(c => char.IsControl(c) || c == '\\')
        && text.TrimEnd('/').Split('/').All(part => part is not ("" or "." or ".."))
            ? new PathPattern(text)
            : null;

    public bool Matches(string path) => expression.IsMatch(path);

    public override string ToString() => Text;

    private static string Expression(string text)
    {
        // Without a folder it is the name that is meant, wherever the file is.
        var regex = new StringBuilder(text.TrimEnd('/').Contains('/') || text.EndsWith('/') ? @"\A" : @"(\A|/)");
        var parts = text.TrimEnd('/').Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            regex.Append((parts[i], isLast) switch
            {
                ("**", true) => ".+",
                ("**", false) => "(.+/)?",
                var (part, _) => Name(part) + (isLast ? "" : "/"),
            });
        }

        return regex.Append(text.EndsWith('/') ? @"/.+\z" : @"\z").ToString();
    }

    private static string Name(string part) => string.Concat(part.Select(c => c switch
    {
        '*' => "[^/]*",
        '?' => "[^/]",
        _ => Regex.Escape(c.ToString()),
    }));
}
