using System.Text.RegularExpressions;

namespace Webhooks.Activities.Commits;

/// <summary>
/// Reads the conventions that people follow in commit messages, without insisting on any. The patterns run in linear time, because the
/// text is foreign.
/// </summary>
internal static class CommitMessageParser
{
    private const int MaximumSubject = 250;
    private const int MaximumBody = 8_000;
    private const int MaximumScope = 60;
    private const int MaximumIssues = 20;
    private const int MaximumCoAuthors = 20;
    private const int MaximumName = 120;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex Conventional = new(@"^(?<type>[A-Za-z]{2,16})(\((?<scope>[^()]+)\))?(?<bang>!)?:\s+(?<subject>\S.*)$", Linear);
    private static readonly Regex Trailer = new(@"^(?<name>[A-Za-z][A-Za-z-]{1,40}|BREAKING CHANGE): +(?<value>\S.*)$", Linear);
    private static readonly Regex Reference = new(
        @"^([Cc]lose[sd]?|[Ff]ix(es|ed)?|[Rr]esolve[sd]?|[Rr]efs?|[Rr]eferences|[Ss]ee)( ([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)?#[0-9]{1,9},?| [A-Z][A-Z0-9]{1,9}-[0-9]{1,7},?| and)+\.?$", Linear);
    private static readonly Regex Issue = new(@"(?<number>(^|[\s(\[,;:])([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)?#[0-9]{1,9}\b)|(?<key>\b[A-Z][A-Z0-9]{1,9}-[0-9]{1,7}\b)", Linear);

    /// <summary>Shaped like a ticket's key, but names of standards.</summary>
    private static readonly HashSet<string> NotProjects = new(
        ["UTF", "SHA", "ISO", "RFC", "HTTP", "TLS", "SSL", "AES", "RSA", "MD", "CVE", "CP", "IEEE", "ES", "HS", "RS", "UCS", "BASE", "UTC", "GMT"], StringComparer.Ordinal);

    private static readonly HashSet<string> Types = new(
        ["feat", "feature", "fix", "docs", "doc", "style", "refactor", "perf", "test", "tests", "build", "ci", "chore", "revert", "release", "deps", "security"],
        StringComparer.Ordinal);

    public static CommitMessage Parse(string message)
    {
        var lines = message.ReplaceLineEndings("\n").Trim('\n', ' ').Split('\n');
        var (subject, type, scope, bang) = Subject(lines[0].Trim());
        var trailersAt = TrailersStart(lines);
        var trailers = lines[trailersAt..].Select(line => Trailer.Match(line)).Where(match => match.Success).ToList();
        var body = string.Join('\n', lines[1..trailersAt].Select(line => line.TrimEnd())).Trim('\n');
        var note = BreakingNote(lines);
        return new CommitMessage
        {
            Subject = Cut(subject, MaximumSubject),
            Type = type,
            Scope = scope,
            Breaking = bang || note is not null,
            BreakingNote = note,
            Body = Cut(body, MaximumBody),
            BodyCut = Math.Max(0, body.Length - MaximumBody),
            Issues = Issues(message),
            CoAuthors = [.. trailers.Where(IsCoAuthor).Select(match => Name(match.Groups["value"].Value)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Take(MaximumCoAuthors)],
        };
    }

    private static (string Subject, string? Type, string? Scope, bool Bang) Subject(string line)
    {
        var match = Conventional.Match(line);
        var type = match.Groups["type"].Value.ToLowerInvariant();
        if (!match.Success || !Types.Contains(type))
        {
            return (line.Length == 0 ? "(no message)" : line, null, null, false);
        }

        var scope = match.Groups["scope"] is { Success: true } group ? Cut(group.Value.Trim(), MaximumScope) : null;
        return (match.Groups["subject"].Value, type, scope, match.Groups["bang"].Success);
    }

    /// <summary>Trailers are the last paragraph, if every line of it is one or closes an issue; the subject never is.</summary>
    private static int TrailersStart(string[] lines)
    {
        var start = lines.Length;
        while (start > 1 && (Trailer.IsMatch(lines[start - 1]) || Reference.IsMatch(lines[start - 1])))
        {
            start--;
        }

        return start > 1 && (start == lines.Length || lines[start - 1].Length == 0) ? start : lines.Length;
    }

    private static string? BreakingNote(string[] lines) => lines.Skip(1)
        .Select(line => Trailer.Match(line))
        .Where(match => match.Success && match.Groups["name"].Value is "BREAKING CHANGE" or "BREAKING-CHANGE")
        .Select(match => Cut(match.Groups["value"].Value, MaximumSubject * 2))
        .FirstOrDefault();

    /// <summary>What looks like a ticket or an issue, in order of appearance.</summary>
    internal static List<string> Issues(string message) =>
    [
        .. Issue.Matches(message)
            .Select(match => match.Groups["key"] is { Success: true } key ? key.Value : match.Groups["number"].Value.TrimStart(' ', '\t', '\r', '\n', '(', '[', ',', ';', ':'))
            .Where(issue => issue.Contains('#') || !NotProjects.Contains(issue[..issue.IndexOf('-')]))
            .Distinct(StringComparer.Ordinal)
            .Take(MaximumIssues),
    ];

    private static bool IsCoAuthor(Match trailer) => string.Equals(trailer.Groups["name"].Value, "Co-authored-by", StringComparison.OrdinalIgnoreCase);

    private static string Name(string value) => Cut((value.IndexOf('<') is >= 0 and var at ? value[..at] : value).Trim(), MaximumName);

    private static string Cut(string text, int maximum) => text.Length <= maximum ? text : text[..(maximum - 1)] + "…";
}
